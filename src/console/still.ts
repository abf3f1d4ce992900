/** "sobani-2026-11-05-143000.png" by the operator's own clock. */
export function stillName(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `sobani-${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}.png`
}

/** Saves the frame that the video shows as one file, in its own pixels. Rejects where the browser cannot. */
export async function saveStill(video: HTMLVideoElement): Promise<void> {
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob === null) throw new Error('no picture could be made')
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = stillName(new Date())
  link.click()
  // The browser has the file once it began to save it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
