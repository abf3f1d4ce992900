import { useEffect, useRef } from 'preact/hooks'

type ThumbnailProps = {
  /** JPEG in base64. */
  readonly image: string | null
  /** Of the display, for its shape. */
  readonly width: number
  readonly height: number
  readonly number: number
}

/** A display in small: what was on it when it was asked for, or its number. */
export function Thumbnail({ image, width, height, number }: ThumbnailProps) {
  const place = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (image === null) return
    let wanted = true
    createImageBitmap(new Blob([bytesOf(image)], { type: 'image/jpeg' })).then(
      (bitmap) => {
        const canvas = place.current
        if (wanted && canvas !== null) {
          canvas.width = bitmap.width
          canvas.height = bitmap.height
          canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
        }
        bitmap.close()
      },
      (error: unknown) => console.warn('a thumbnail is no picture', error),
    )
    return () => {
      wanted = false
    }
  }, [image])
  if (image !== null) return <canvas ref={place} />
  // Drawn, not styled: the page takes no styles but those of its own files.
  return (
    <svg viewBox={`0 0 ${width} ${height}`}>
      <title>{number}</title>
      <rect width={width} height={height} />
      <text x={width / 2} y={height / 2} font-size={Math.min(width, height) / 2}>
        {number}
      </text>
    </svg>
  )
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
