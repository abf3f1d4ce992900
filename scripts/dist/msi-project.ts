import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { Processor } from './msi-identity'
import { componentLines, conditionLines, line, propertyLines, sequenceLines } from './msi-properties'

/** Japanese: the language that the package says of itself and the list of programs shows. */
export const PRODUCT_LANGUAGE = '1041'

const DOWNGRADE =
  'より新しい [ProductName] が入っています。 / A newer version of [ProductName] is already installed.'

/**
 * `msiProjectCreated` of electron-builder: completes the project that it wrote for WiX. Rejects where the project is not
 * as this version of electron-builder writes it: a package without its settings must not be built.
 * @param file `<output>/__msi-<processor>/project.wxs`
 */
export async function msiProjectCreated(file: string): Promise<void> {
  await writeFile(file, withProperties(await readFile(file, 'utf8'), processorOf(file)))
}

/** The project says x64 of a package for arm64; only the name of its folder tells. */
function processorOf(file: string): Processor {
  const [, name] = /^__msi-(x64|arm64|ia32)$/.exec(basename(dirname(file))) ?? []
  if (name === undefined) throw new Error(`No processor in the name of the folder: ${file}`)
  return name as Processor
}

/** Each edit replaces a text that is there exactly once. */
export function withProperties(xml: string, processor: Processor): string {
  const folder = processor === 'ia32' ? 'ProgramFilesFolder' : 'ProgramFiles64Folder'
  const expected = `<Directory Id="${folder}">`
  if (!xml.includes(expected)) throw new Error(`The project is not for ${processor}`)
  return edits(processor).reduce((text, { old, now }) => {
    if (text.split(old).length !== 2) throw new Error(`Not once in electron-builder's project: ${old}`)
    return text.replace(old, () => now)
  }, xml)
}

type Edit = { readonly old: string; readonly now: string }

const edits = (processor: Processor): Edit[] => [
  {
    old: '<Wix xmlns="http://wixtoolset.org/schemas/v4/wxs">',
    now: '<Wix xmlns="http://wixtoolset.org/schemas/v4/wxs" xmlns:util="http://wixtoolset.org/schemas/v4/wxs/util">',
  },
  { old: ' Language="1033" ', now: ` Language="${PRODUCT_LANGUAGE}" ` },
  {
    old: '<Package Compressed="yes" InstallerVersion="500"/>',
    now: `<Package Compressed="yes" InstallerVersion="500" Languages="${PRODUCT_LANGUAGE}"/>`,
  },
  {
    old: '<Condition Message="Windows 7 and above is required"><![CDATA[Installed OR VersionNT >= 601]]></Condition>',
    now: block([...systemLines(processor), ...conditionLines()]),
  },
  {
    // Inside the transaction: an upgrade that fails leaves the older version as it was.
    old: `DowngradeErrorMessage='A newer version of "[ProductName]" is already installed.'/>`,
    now: `Schedule="afterInstallInitialize" DowngradeErrorMessage="${DOWNGRADE}"/>`,
  },
  {
    // It would allow an installation for one user, who could then write what the whole PC is told.
    old: '<Property Id="MSIINSTALLPERUSER" Secure="yes" Value="1"/>',
    now: block([
      '<Property Id="ARPNOMODIFY" Value="1"/>',
      ...propertyLines(processor),
      '<InstallUISequence>',
      ...sequenceLines().map((text) => `  ${text}`),
      '</InstallUISequence>',
      '<InstallExecuteSequence>',
      ...sequenceLines().map((text) => `  ${text}`),
      `  ${CLOSE_BEFORE}`,
      '</InstallExecuteSequence>',
      ...CLOSE,
    ]),
  },
  {
    old: '    </ComponentGroup>\n',
    now: `${componentLines(processor)
      .map((text) => `      ${text}\n`)
      .join('')}    </ComponentGroup>\n`,
  },
]

const block = (lines: readonly string[]): string => lines.join('\n    ')

/**
 * The agent is asked as a customer would ask it: it ends a session, keeps the receipt (3 s at most) and goes. What still
 * runs then is ended, and no restart is asked for. Another user's desktop hears no window message; there it is ended.
 */
const CLOSE = [
  '<util:CloseApplication Id="CloseSobani" Target="Sobani.exe" CloseMessage="yes" ElevatedCloseMessage="yes" RebootPrompt="no" TerminateProcess="0" Timeout="10"/>',
]

/** WiX closes programs only after an older version's files were to be removed: that would ask for a restart. */
const CLOSE_BEFORE =
  '<Custom Action="WixCloseApplications" Before="RemoveExistingProducts">VersionNT</Custom>'

/**
 * `VersionNT` is 603 on Windows 10 as on 8.1; this value is there since 10 (wine writes it for older ones, too). A package for 32 bits would write to the
 * part of a 64-bit registry that the agent does not read; and one for arm64 calls itself x64.
 */
function systemLines(processor: Processor): string[] {
  const lines = [
    ...search('WINDOWSMAJOR', 'FindWindows', CURRENT_VERSION, 'CurrentMajorVersionNumber', processor),
    line(
      'Installed OR (WINDOWSMAJOR AND NOT WINDOWSMAJOR << "#6")',
      'Windows 10 か 11 が必要です。 / Windows 10 or 11 is required.',
    ),
    line(
      'Installed OR ALLUSERS = 1',
      'このパッケージは PC 全体に入れるものです。 / This package is installed for the whole PC.',
    ),
  ]
  switch (processor) {
    case 'x64':
      return lines
    case 'arm64':
      return [
        ...lines,
        ...search('PCPROCESSOR', 'FindProcessor', ENVIRONMENT, 'PROCESSOR_ARCHITECTURE', processor),
        line(
          'Installed OR PCPROCESSOR ~= "ARM64"',
          'ARM の PC 用です。x64 のパッケージを使ってください。 / For ARM PCs. Use the x64 package.',
        ),
      ]
    case 'ia32':
      return [
        ...lines,
        line(
          'Installed OR NOT VersionNT64',
          '32 ビットの Windows 用です。x64 のパッケージを使ってください。 / For 32-bit Windows. Use the x64 package.',
        ),
      ]
  }
}

const CURRENT_VERSION = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'
const ENVIRONMENT = 'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment'

const search = (property: string, id: string, key: string, name: string, processor: Processor): string[] => [
  `<Property Id="${property}">`,
  `  <RegistrySearch Id="${id}" Root="HKLM" Key="${key}" Name="${name}" Type="raw"${processor === 'ia32' ? '' : ' Win64="yes"'}/>`,
  '</Property>',
]
