/** Whole seconds as mm:ss, from an hour on as h:mm:ss. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = Math.floor(whole / 60)
  const short = `${two(minutes % 60)}:${two(whole % 60)}`
  return minutes < 60 ? short : `${Math.floor(minutes / 60)}:${short}`
}
