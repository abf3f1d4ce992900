/** What the encoder and the line say of themselves. Counts are since the sender began; `at` in milliseconds. */
export type EncoderFigures = {
  readonly at: number
  /** Frames that it was given, and those that it encoded. */
  readonly given: number
  readonly encoded: number
  /** Of all encoded frames together. */
  readonly quantisers: number
  /** What it says holds it back: `none`, `cpu`, `bandwidth` or `other`. */
  readonly reason: string
  /** Bit/s that it is to keep to, and that the line may carry; 0 = not known (yet). */
  readonly target: number
  readonly available: number
  /** Such as `video/H264`; null until it is known. */
  readonly codec: string | null
}

/** @returns null where nothing is encoded (yet) */
export async function readEncoder(sender: RTCRtpSender): Promise<EncoderFigures | null> {
  const mimes = new Map<string, string>()
  let codecId = ''
  let given = 0
  let available = 0
  let encoder: Omit<EncoderFigures, 'given' | 'available' | 'codec'> | null = null
  for (const [, stat] of await sender.getStats()) {
    if (stat.type === 'codec') mimes.set(stat.id, stat.mimeType)
    if (stat.type === 'media-source') given = stat.frames ?? 0
    // Of the pair in use; others have none.
    if (stat.type === 'candidate-pair') available = Math.max(available, stat.availableOutgoingBitrate ?? 0)
    if (stat.type !== 'outbound-rtp') continue
    encoder = {
      at: stat.timestamp,
      encoded: stat.framesEncoded ?? 0,
      quantisers: stat.qpSum ?? 0,
      reason: stat.qualityLimitationReason ?? 'none',
      target: stat.targetBitrate ?? 0,
    }
    codecId = stat.codecId ?? ''
  }
  return encoder === null ? null : { ...encoder, given, available, codec: mimes.get(codecId) ?? null }
}
