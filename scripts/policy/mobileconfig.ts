import { createHash } from 'node:crypto'
import plist from 'plist'
import { settingNames } from '../../src/shared/policy'
import { examples } from './examples'
import { wording } from './wording'

/** The agent's bundle id, which is also the domain of its preferences. */
export const DOMAIN = 'jp.sobani.agent'

/**
 * A configuration profile with every setting, to be cut down by whoever installs it. `Forced` makes macOS write
 * /Library/Managed Preferences/jp.sobani.agent.plist, which belongs to root.
 */
export function mobileconfig(): string {
  const managed = {
    PayloadType: 'com.apple.ManagedClient.preferences',
    PayloadVersion: 1,
    PayloadIdentifier: `${DOMAIN}.policy.settings`,
    PayloadUUID: uuidOf(`${DOMAIN}.policy.settings`),
    PayloadEnabled: true,
    PayloadDisplayName: 'そばに（Sobani）',
    PayloadContent: { [DOMAIN]: { Forced: [{ mcx_preference_settings: inOrder() }] } },
  }
  return `${plist.build({
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: `${DOMAIN}.policy`,
    PayloadUUID: uuidOf(`${DOMAIN}.policy`),
    PayloadScope: 'System',
    PayloadRemovalDisallowed: true,
    PayloadDisplayName: 'そばに（Sobani）の設定 / Settings of Sobani',
    PayloadDescription: settingNames.map((name) => `${name}: ${wording[name].title.join(' / ')}`).join('\n'),
    PayloadContent: [managed],
  })}\n`
}

/** Typed as the package wants it: what it writes is strings, booleans and arrays of strings. */
const inOrder = (): Record<string, string | boolean | string[]> =>
  Object.fromEntries(
    settingNames.map((name) => {
      const value = examples[name]
      return [name, typeof value === 'object' ? [...value] : value]
    }),
  )

/** The same name gives the same UUID for ever, so that a newer profile takes the place of the older. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex').toUpperCase()
  // Version 8: made by a rule of one's own (RFC 9562).
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
