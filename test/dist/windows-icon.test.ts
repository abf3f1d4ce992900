import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { icoOf } from '../../scripts/dist/windows-icon'
import { ROOT } from '../../scripts/root'

it('the icon of Windows is the one picture in assets', async () => {
  const made = icoOf(await readFile(join(ROOT, 'assets', 'icon.png')))
  expect(made.readUInt16LE(2)).toBe(1)
  expect(made.equals(await readFile(join(ROOT, 'build', 'windows', 'icon.ico')))).toBe(true)
})
