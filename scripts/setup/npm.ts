import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** npm as a script for this very Node: what started us says where, else it stands beside Node. Null: there is none. */
export function findNpm(): string | null {
  const beside = dirname(process.execPath)
  const places = [
    process.env.npm_execpath ?? '',
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'share', 'nodejs', 'npm', 'bin', 'npm-cli.js'),
    join(beside, 'npm'),
  ]
  const found = places.find((place) => place !== '' && existsSync(place))
  if (found === undefined) return null
  const script = realpathSync(found)
  return script.endsWith('npm-cli.js') ? script : null
}
