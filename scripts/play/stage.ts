import type { Display } from '../setup/display'
import type { Keyring } from '../setup/keyring'

/** All that a play of the whole session needs; the relay is already listening. */
export interface Stage {
  relayAddress: string
  user: string
  password: string
  /** The folder of the Electron runtime, for ELECTRON_OVERRIDE_DIST_PATH. */
  electronDist: string
  electronExecutable: string
  chromiumPath: string
  /** The virtual display; null where the play uses the real one (Windows, macOS). */
  display: Display | null
  /** The key store of the virtual display's customer; null where the play uses the real one. */
  keyring: Keyring | null
}
