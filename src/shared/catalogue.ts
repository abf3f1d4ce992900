/**
 * The catalogue of what may be collected. The consent screen lists exactly this, in this order, and nothing that is
 * not here can be read, sent or shown. `sensitivity` decides how loudly the screen says what the item tells.
 */
export const catalogue = [
  { id: 'os', sensitivity: 'technical' },
  { id: 'machine-name', sensitivity: 'personal' },
  { id: 'free-space', sensitivity: 'technical' },
  { id: 'cpu', sensitivity: 'technical' },
  { id: 'memory', sensitivity: 'technical' },
] as const satisfies ReadonlyArray<{ id: string; sensitivity: 'technical' | 'personal' }>
