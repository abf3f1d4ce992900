/** So long a first frame may take to leave, and so often it is looked for. */
const FIRST_FRAME_MS = 3000
const LOOK_MS = 40

/** Frames that this sender has handed to the network so far. */
async function framesSent(sender: RTCRtpSender): Promise<number> {
  let frames = 0
  for (const [, stat] of await sender.getStats())
    if (stat.type === 'outbound-rtp') frames = Math.max(frames, Number(stat.framesSent ?? 0))
  return frames
}

/**
 * Opens the way for frames and waits until one has left.
 * @returns `sent`; `late` where none left in time; `unwanted` once `wanted` says no
 */
export async function sendFirst(
  sender: RTCRtpSender,
  open: () => void,
  wanted: () => boolean,
): Promise<'sent' | 'late' | 'unwanted'> {
  const before = await framesSent(sender)
  if (!wanted()) return 'unwanted'
  open()
  const end = performance.now() + FIRST_FRAME_MS
  while (performance.now() < end) {
    const frames = await framesSent(sender)
    if (!wanted()) return 'unwanted'
    // A sender that was given another track may count from the start.
    if (frames > before || (frames > 0 && frames < before)) return 'sent'
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
  return wanted() ? 'late' : 'unwanted'
}
