import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Licences } from '../../src/shared/licences'
import { z } from '../../src/shared/zod'
import type { Shipped } from './shipped'

/** LICENSE, license.md, LICENCE-MIT.txt, COPYING, NOTICE ... */
const isLicenceFile = (name: string): boolean =>
  /^(licen[cs]e|copying|notice|unlicense)([-.].*)?$/i.test(name) && !/\.([cm]?[jt]s|json)$/i.test(name)

// https://spdx.org/licenses/MIT.html, for packages that name it and leave the text out.
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`

const person = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])
const manifest = z.object({ author: person.optional() })

/**
 * The licence texts of packages, read from where they are installed.
 * @throws where a package brings none and its licence has no text that is the same everywhere
 */
export async function noticesOf(shipped: readonly Shipped[], root: string): Promise<Licences['packages']> {
  const all = await Promise.all(
    shipped.map(async ({ name, version, licence, place }) => {
      const files = (await readdir(join(root, place))).filter(isLicenceFile).sort()
      const texts = await Promise.all(files.map((file) => readFile(join(root, place, file), 'utf8')))
      if (texts.length === 0) texts.push(await textOf(join(root, place), licence))
      return { name, version, licence, text: texts.map(tidy).join('\n\n') }
    }),
  )
  const distinct = new Map(all.map((one) => [`${one.name}@${one.version}`, one]))
  return [...distinct.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function textOf(folder: string, licence: string): Promise<string> {
  if (licence !== 'MIT') throw new Error(`${folder} brings no text of its licence, ${licence}`)
  const { author } = manifest.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')))
  if (author === undefined) throw new Error(`${folder} names no author for its licence`)
  return `The MIT License\n\nCopyright (c) ${author}\n\n${MIT}`
}

const tidy = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[ \t]+$/gm, '')
    .trim()

/** For whoever has no page that shows them: the folder of the console. */
export const noticesText = (packages: Licences['packages']): string =>
  packages
    .map(({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}\n`)
    .join(`\n${'-'.repeat(72)}\n\n`)
