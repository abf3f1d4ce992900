/**
 * The catalogue of what may be collected, in the order of the services' published list. The consent screen lists
 * exactly this, and nothing that is not here can be read, sent or shown. How each is read on each system is in
 * docs/readings.md.
 *
 * - `sensitivity` decides how loudly the screen says what the item tells.
 * - `source`: `read` from the PC by software; `issued` by the relay once accepted; `typed` by the customer.
 * - `kept`: `session` = on the operator's screen until the end; `relay` = its number also at the relay, to know the PC again;
 *   `memory` = typed text in memory only, gone with the session, on no receipt.
 */
export const catalogue = [
  { id: 'os', sensitivity: 'technical', source: 'read', kept: 'session' },
  { id: 'certificate', sensitivity: 'identifying', source: 'issued', kept: 'relay' },
  { id: 'machine-name', sensitivity: 'personal', source: 'read', kept: 'session' },
  { id: 'mac-address', sensitivity: 'identifying', source: 'read', kept: 'session' },
  { id: 'volume-serial', sensitivity: 'identifying', source: 'read', kept: 'session' },
  { id: 'free-space', sensitivity: 'technical', source: 'read', kept: 'session' },
  { id: 'browser', sensitivity: 'technical', source: 'read', kept: 'session' },
  { id: 'mail', sensitivity: 'technical', source: 'read', kept: 'session' },
  { id: 'cpu', sensitivity: 'technical', source: 'read', kept: 'session' },
  { id: 'memory', sensitivity: 'technical', source: 'read', kept: 'session' },
  { id: 'router', sensitivity: 'secret', source: 'typed', kept: 'memory' },
] as const satisfies ReadonlyArray<{
  id: string
  sensitivity: 'technical' | 'identifying' | 'personal' | 'secret'
  source: 'read' | 'issued' | 'typed'
  kept: 'session' | 'relay' | 'memory'
}>
