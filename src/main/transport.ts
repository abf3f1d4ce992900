import { app } from 'electron'

/**
 * Before `ready`: every frame carries the word that it is to be shown at once. Without it the operator's browser keeps
 * frames back to smooth their flow, which helps films and hinders whoever points at a screen: the larger part of the
 * delay between the two screens, on good lines and on poor ones.
 */
const TRIALS = 'WebRTC-ForceSendPlayoutDelay/min_ms:0,max_ms:0/'

export function prepareTransport(): void {
  app.commandLine.appendSwitch('force-fieldtrials', TRIALS)
}
