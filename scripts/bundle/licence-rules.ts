/**
 * Licences of what may ship: all of them ask only that their text and the copyright notice go along, which
 * out/licences.json and the folders of the relay do. None makes us hand out source code, so MPL-2.0, LGPL and GPL are
 * not among them: whoever needs such a package decides that first.
 */
export const allowedLicences: readonly string[] = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'Python-2.0',
]

/** An SPDX expression of names with AND and OR; brackets only around the whole. Anything else is not allowed. */
export function isAllowed(expression: string): boolean {
  const bare = expression.trim().replace(/^\(([^()]*)\)$/, '$1')
  if (bare === '' || /[()]/.test(bare)) return false
  return bare
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((name) => allowedLicences.includes(name.trim())))
}
