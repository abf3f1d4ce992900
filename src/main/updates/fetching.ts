/** How long a feed or its signature may take. */
const LIMIT_MS = 15_000

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/**
 * @param limit bytes; what is larger is not read to its end
 * @throws where there is no such file, it is too large, the answer would lead somewhere else, or it was stopped
 */
export async function fetchBytes(
  fetch: Fetch,
  url: string,
  limit: number,
  stopped: AbortSignal,
): Promise<Uint8Array> {
  const answer = await fetch(url, {
    redirect: 'error',
    credentials: 'omit',
    headers: { 'cache-control': 'no-cache' },
    signal: AbortSignal.any([stopped, AbortSignal.timeout(LIMIT_MS)]),
  })
  if (answer.status !== 200) {
    await answer.body?.cancel()
    throw new Error(`answered with ${answer.status}`)
  }
  const parts: Uint8Array[] = []
  let bytes = 0
  const reader = answer.body?.getReader()
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done || value === undefined) return Buffer.concat(parts)
    bytes += value.byteLength
    if (bytes > limit) {
      await reader?.cancel()
      throw new Error('is too large')
    }
    parts.push(value)
  }
}
