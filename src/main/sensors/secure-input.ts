import type { Host } from '../machine/host'
import type { PrivateWatch } from '../sensors'

/** From the end of one question to the next. */
const EVERY_MS = 1000

/** The root of the registry alone: its list of sessions is among its own properties. */
const PROGRAM = '/usr/sbin/ioreg'
const WORDS = ['-l', '-w', '0', '-d', '1', '-k', 'IOConsoleUsers'] as const

/**
 * macOS names the process that has taken the keyboard for itself, as password fields do, in the session's own entry.
 * Which one it is, is not kept.
 */
export const watchSecureInput =
  (host: Pick<Host, 'run'>, every = EVERY_MS): PrivateWatch =>
  (tell) => {
    let open = true
    let timer: NodeJS.Timeout | undefined
    const look = async () => {
      const holds = await host.run(PROGRAM, WORDS).then(hasSecureInput, () => null)
      if (!open) return
      tell(holds)
      timer = setTimeout(() => void look(), every)
    }
    void look()
    return () => {
      open = false
      clearTimeout(timer)
    }
  }

/** Null where no session is listed. A session that another user was switched away from does not count. */
export function hasSecureInput(text: string): boolean | null {
  const users = /"IOConsoleUsers"\s*=\s*\((.*)\)/.exec(text)?.[1]
  const sessions = users?.match(/\{[^{}]*\}/g) ?? []
  const here = sessions.filter((one) => !/"kCGSSessionOnConsoleKey"\s*=\s*No\b/.test(one))
  if (here.length === 0) return null
  return here.some((one) => /"kCGSSessionSecureInputPID"\s*=\s*[1-9]/.test(one))
}
