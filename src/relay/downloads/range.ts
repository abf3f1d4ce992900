import type { IncomingHttpHeaders } from 'node:http'

/** What is asked for and what it is: `etag` in quotation marks and strong, `changedAt` in milliseconds since 1970. */
export type Representation = { readonly size: number; readonly etag: string; readonly changedAt: number }

/** What to answer a GET or HEAD with; `first` and `last` are bytes, both included. */
export type Portion =
  | { readonly status: 200; readonly first: number; readonly last: number }
  | { readonly status: 206; readonly first: number; readonly last: number }
  | { readonly status: 304 | 412 | 416 }

/** Preconditions and range of a request, by RFC 9110 (13.2.2, 14.2). Several ranges at once are answered with the whole. */
export function portionOf(headers: IncomingHttpHeaders, what: Representation): Portion {
  const whole: Portion = { status: 200, first: 0, last: what.size - 1 }
  const ifMatch = headers['if-match']
  if (ifMatch !== undefined) {
    if (!names(ifMatch, what.etag, false)) return { status: 412 }
  } else if (isEarlier(headers['if-unmodified-since'], what)) return { status: 412 }
  const ifNoneMatch = headers['if-none-match']
  if (ifNoneMatch !== undefined) {
    if (names(ifNoneMatch, what.etag, true)) return { status: 304 }
  } else if (isNotEarlier(headers['if-modified-since'], what)) return { status: 304 }
  const ifRange = headers['if-range']
  if (headers.range === undefined || !stillTheSame([ifRange ?? []].flat()[0], what)) return whole

  const [, from, to] = /^bytes=\s*(\d{0,16})-(\d{0,16})\s*$/i.exec(headers.range) ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return whole
  if (from === '') {
    const length = Math.min(Number(to), what.size)
    return length === 0 ? { status: 416 } : { status: 206, first: what.size - length, last: what.size - 1 }
  }
  const first = Number(from)
  const last = to === '' ? what.size - 1 : Math.min(Number(to), what.size - 1)
  if (to !== '' && Number(to) < first) return whole
  return first >= what.size ? { status: 416 } : { status: 206, first, last }
}

/** Whole seconds, as HTTP writes dates. */
const seconds = (ms: number): number => Math.floor(ms / 1000)

/** @param weak whether `W/"x"` counts as `"x"` */
function names(header: string, etag: string, weak: boolean): boolean {
  if (header.trim() === '*') return true
  const tags = header.split(',').map((tag) => tag.trim())
  return tags.some((tag) => tag === etag || (weak && tag === `W/${etag}`))
}

function isEarlier(date: string | undefined, { changedAt }: Representation): boolean {
  const at = Date.parse(date ?? '')
  return !Number.isNaN(at) && seconds(at) < seconds(changedAt)
}

function isNotEarlier(date: string | undefined, { changedAt }: Representation): boolean {
  const at = Date.parse(date ?? '')
  return !Number.isNaN(at) && seconds(at) >= seconds(changedAt)
}

/** A part is only good beside the parts of the same file; without the header the asker takes that on itself. */
function stillTheSame(ifRange: string | undefined, { etag, changedAt }: Representation): boolean {
  if (ifRange === undefined) return true
  const value = ifRange.trim()
  if (value.startsWith('"') || value.startsWith('W/')) return value === etag
  const at = Date.parse(value)
  return !Number.isNaN(at) && seconds(at) === seconds(changedAt)
}
