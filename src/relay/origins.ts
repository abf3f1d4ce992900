import type { IncomingHttpHeaders } from 'node:http'
import type { Config } from './config'

export type Origins = {
  /** True for the relay's own page, and for a program that is no browser. */
  isOwn(headers: IncomingHttpHeaders): boolean
  /** True for a program only: no page of any site, not even our own. */
  isProgram(headers: IncomingHttpHeaders): boolean
}

/**
 * @param port the port listened on; on loopback the page may be opened by either name of this machine
 */
export function createOrigins(config: Config, port: () => number): Origins {
  const isAllowed = (origin: string) =>
    config.publicUrl === null
      ? ['127.0.0.1', 'localhost', '[::1]'].some((name) => origin === `http://${name}:${port()}`)
      : origin === config.publicUrl.origin
  return {
    // A browser names the origin of every POST and every WebSocket. It leaves it out of a GET to the same origin (long
    // polling), and then says so in Sec-Fetch-Site. SameSite cookies alone would not do: every port of a machine is
    // the same site.
    isOwn({ origin, 'sec-fetch-site': site }) {
      if (origin !== undefined) return isAllowed(origin)
      return site === undefined || site === 'same-origin'
    },
    // Otherwise any web page could guess codes from its visitors' browsers, each at an address of its own. `null`
    // comes from our own windows, and from a page that hides in a sandboxed frame: that one Sec-Fetch-Site gives away.
    isProgram({ origin, 'sec-fetch-site': site }) {
      return (origin === undefined || origin === 'null') && (site === undefined || site === 'none')
    },
  }
}
