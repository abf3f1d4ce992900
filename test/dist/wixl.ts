import { readFile, writeFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { run } from '../../scripts/setup/command'
import { all, attributesOf, textOf } from './wix-xml'

/**
 * Debian's wixl reads an older WiX, and not all of it. What it cannot read is taken out of its copy of the project, each
 * with a reason, and written into the tables of the package as WiX would, from the words that were taken out.
 */
export async function compile(project: string, app: string, target: string): Promise<void> {
  const xml = await readFile(project, 'utf8')
  const source = `${target}.wxs`
  await writeFile(source, readable(xml))
  const processor = xml.includes('"ProgramFiles64Folder"') ? 'x64' : 'x86'
  const made = await run('wixl', ['-a', processor, '-D', `appDir=${app.slice(1)}`, '-o', target, source], {
    cwd: '/',
  })
  expect(made.stderr.replaceAll(/^\s+/gm, '')).toBe('')
  expect(made.status).toBe(0)
  for (const order of completions(xml)) {
    const done = await run('msibuild', [target, '-q', order])
    expect(`${order}: ${done.stderr}${done.stdout}`).toBe(`${order}: `)
    expect(done.status).toBe(0)
  }
}

/** What wixl 0.101 can read of the project. */
export function readable(xml: string): string {
  const [group = ''] = /<ComponentGroup [\s\S]*?<\/ComponentGroup>/.exec(xml) ?? []
  // WiX names components and files by their paths, makes a code from them, and takes the bits from what it builds for.
  const bits = xml.includes('"ProgramFiles64Folder"') ? ' Win64="yes"' : ''
  const components = (group.match(/<Component[ >][\s\S]*?<\/Component>/g) ?? []).map((text, index) =>
    text
      .replace(/^<Component(?=[ >])(?! Id=)/, `<Component Id="File${index}" Guid="*"${bits}`)
      .replace(/<File (?![^>]* Id=)/, `<File Id="File${index}" `),
  )
  const folders = all(xml, 'Directory').flatMap(({ tag }) => {
    const { Id = '', Name = '' } = attributesOf(tag)
    const [, path] = /^APPLICATIONFOLDER:\\(.*)\\$/.exec(Name) ?? []
    return path === undefined ? [] : [{ id: Id, path, tag }]
  })
  const groups = ['APPLICATIONFOLDER', ...folders.map(({ id }) => id)].map((folder, index) => {
    const inside = components.filter(
      (text) =>
        (attributesOf(/^<Component[^>]*>/.exec(text)?.[0] ?? '').Directory ?? 'APPLICATIONFOLDER') === folder,
    )
    return `<ComponentGroup Id="Group${index}" Directory="${folder}">${inside.join('\n')}</ComponentGroup>`
  })
  let text = xml
    .replace(/<!--[\s\S]*?-->/g, '')
    // The older WiX has the older name.
    .replace('http://wixtoolset.org/schemas/v4/wxs"', 'http://schemas.microsoft.com/wix/2006/wi"')
    // An extension of WiX, with a library that wixl does not have.
    .replace(/ xmlns:util="[^"]*"/, '')
    .replace(/<util:[^>]*\/>/g, '')
    .replace(/<Custom Action="WixCloseApplications"[^<]*<\/Custom>/, '')
    // Groups stand in fragments, and one has one folder.
    .replace(group, '')
    .replace(
      '<ComponentGroupRef Id="ProductComponents"/>',
      groups.map((_, i) => `<ComponentGroupRef Id="Group${i}"/>`).join(''),
    )
    .replace('</Product>', `</Product><Fragment>${groups.join('\n')}</Fragment>`)
    // Its library loses text beyond ASCII, and then its way: the English half stays.
    .replace(
      /(Message|DowngradeErrorMessage)="([^"]*)"/g,
      (_, name: string, text: string) => `${name}="${ascii(text)}"`,
    )
    // The path of the icon is as wine sees it; wixl takes it from the folder it runs in.
    .replace(/SourceFile="Z:\\([^"]*)"/, (_, path: string) => `SourceFile="${path.replaceAll('\\', '/')}"`)
    .replace(/ ReadOnly="yes"/g, '')
  for (const { tag } of folders) text = text.replace(tag, '')
  return (
    text
      // Folders inside folders instead of a path in a name.
      .replace(
        /<Directory Id="APPLICATIONFOLDER" Name="([^"]*)"\/>/,
        (_, name: string) =>
          `<Directory Id="APPLICATIONFOLDER" Name="${name}">${folders
            .map(({ id, path }) => `<Directory Id="${id}" Name="${path}"/>`)
            .join('')}</Directory>`,
      )
      .replace(/ AllowSameVersionUpgrades="yes"/, '')
      .replace(/ Schedule="afterInstallInitialize"/, '')
      .replace(/ CompressionLevel="\w+"/, '')
      .replace(/ Secure="yes"/g, '')
      .replace(/ Transitive="yes"/g, '')
      .replace(/(<Component [^>]*>\s*)<Condition>[^<]*<\/Condition>/g, '$1')
      .replace(/ Directory="(?:d[^"]+)"(?=>\s*<File)/g, '')
      .replace(/(<RegistrySearch [^>]*?) Win64="yes"/g, '$1')
      .replace(/<ShortcutProperty [^>]*\/>/g, '')
      .replace(/<Property Id="[A-Z_]+"\/>/g, '')
      .replace(/ Languages="\d+"/, '')
  )
}

/** A message has its Japanese half first. */
const ascii = (text: string): string => text.replace(/^.*[^ -~].*? \/ /, '')

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** The rows that wixl leaves out or writes otherwise, in the words of the project. */
export function completions(xml: string): string[] {
  const secure = all(xml, 'Property').filter(({ tag }) => attributesOf(tag).Secure === 'yes')
  const names = [
    ...secure.map(({ tag }) => attributesOf(tag).Id),
    'WIX_UPGRADE_DETECTED',
    'WIX_DOWNGRADE_DETECTED',
  ]
  const orders = [
    `UPDATE Property SET Value = ${quoted(names.join(';'))} WHERE Property = 'SecureCustomProperties'`,
  ]
  for (const { tag } of all(xml, 'RegistrySearch')) {
    const { Id = '', Win64 } = attributesOf(tag)
    // 2: a value as it stands; 16: of 64-bit programs.
    orders.push(`UPDATE RegLocator SET Type = ${Win64 === 'yes' ? 18 : 2} WHERE Signature_ = ${quoted(Id)}`)
  }
  for (const { tag } of all(xml, 'CustomAction'))
    if (attributesOf(tag).Execute === 'firstSequence')
      // 51: sets a property; 256: once, in the first of the sequences.
      orders.push(`UPDATE CustomAction SET Type = 307 WHERE Action = ${quoted(attributesOf(tag).Id ?? '')}`)
  for (const { tag, inner } of all(xml, 'Component')) {
    const { Id, Win64, Transitive } = attributesOf(tag)
    const [condition] = all(inner, 'Condition')
    if (Id === undefined) continue
    // 4: kept by its registry value; 64: its condition counts again later; 256: of 64-bit programs.
    const bits = 4 + (Transitive === 'yes' ? 64 : 0) + (Win64 === 'yes' ? 256 : 0)
    orders.push(`UPDATE Component SET Attributes = ${bits} WHERE Component = ${quoted(Id)}`)
    if (condition !== undefined)
      orders.push(
        `UPDATE Component SET Condition = ${quoted(textOf(condition.inner))} WHERE Component = ${quoted(Id)}`,
      )
  }
  for (const { tag, inner } of all(xml, 'Condition')) {
    const { Message } = attributesOf(tag)
    if (Message !== undefined)
      orders.push(
        `UPDATE LaunchCondition SET Description = ${quoted(ascii(Message))} WHERE Condition = ${quoted(textOf(inner))}`,
      )
  }
  // wixl follows a chain of actions in one of the two sequences, and loses it in the other.
  const chain = all(all(xml, 'InstallUISequence')[0]?.inner ?? '', 'Custom').map(({ tag }) =>
    attributesOf(tag),
  )
  for (const [index, { Action = '', After }] of chain.entries()) {
    expect(After).toBe(chain[index - 1]?.Action ?? 'AppSearch')
    orders.push(`UPDATE InstallUISequence SET Sequence = ${51 + index} WHERE Action = ${quoted(Action)}`)
  }
  const [upgrade] = all(xml, 'MajorUpgrade')
  const { UpgradeCode = '', Version = '' } = attributesOf(all(xml, 'Product')[0]?.tag ?? '')
  const { AllowSameVersionUpgrades, Schedule } = attributesOf(upgrade?.tag ?? '')
  if (AllowSameVersionUpgrades === 'yes')
    // 1: carries over what was chosen; 512: this very version counts as older. The column is part of the row's key.
    orders.push(
      "DELETE FROM Upgrade WHERE ActionProperty = 'WIX_UPGRADE_DETECTED'",
      `INSERT INTO Upgrade (UpgradeCode, VersionMax, Attributes, ActionProperty) VALUES ('{${UpgradeCode}}', '${Version}', 513, 'WIX_UPGRADE_DETECTED')`,
    )
  if (Schedule === 'afterInstallInitialize')
    orders.push("UPDATE InstallExecuteSequence SET Sequence = 1501 WHERE Action = 'RemoveExistingProducts'")
  return orders
}

/** A table of a package: its rows by the names of its columns. */
export async function tableOf(msi: string, table: string): Promise<Record<string, string>[]> {
  const { stdout, status } = await run('msiinfo', ['export', msi, table])
  expect(status).toBe(0)
  const [head = '', , , ...rows] = stdout.split(/\r?\n/)
  const names = head.split('\t')
  return rows
    .filter((row) => row !== '')
    .map((row) => Object.fromEntries(row.split('\t').map((text, index) => [names[index] ?? '', text])))
}
