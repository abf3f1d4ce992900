import { setTimeout as wait } from 'node:timers/promises'
import { z } from '../../../shared/zod'
import type { Host } from '../host'
import { systemProgram } from './programs'

// What only Windows' own services know. A PowerShell takes a second to start, so one is asked for all that is wanted at
// the same time, and for nothing else; its parts run side by side and each has until the end of the time, so that a slow
// one costs only itself. The text of each part is fixed: nothing from outside becomes a part of it, and it holds no
// double quote, which would have to be escaped on the way.

/** From the start of PowerShell itself until its parts must have answered: less than a child process is given. */
const PARTS_LIMIT_MS = 3300
/** Requests that belong together come one right after the other. */
const GATHER_MS = 30
/** Files that are counted before the walk stops. */
export const FILES_LIMIT = 20_000

const products = (kind: 'AntiVirusProduct' | 'FirewallProduct') =>
  `Get-CimInstance -Namespace root/SecurityCenter2 -ClassName ${kind}` +
  ' | ForEach-Object { @{ name = [string]$_.displayName; state = [long]$_.productState } }'

/** What Windows Update last found and has not installed, by number; it looks nothing up outside. */
const pending = [
  '$searcher = (New-Object -ComObject Microsoft.Update.Session).CreateUpdateSearcher()',
  '$searcher.Online = $false',
  "foreach ($update in $searcher.Search('IsInstalled=0 and IsHidden=0').Updates) { if (-not $update.BrowseOnly) {" +
    " $numbers = @($update.KBArticleIDs | ForEach-Object { 'KB' + $_ });" +
    " if ($numbers.Count -gt 0) { $numbers -join ' ' } else { [string]$update.Identity.UpdateID } } }",
].join('; ')

/** Sizes of the temporary folder and the recycle bin; what may not be opened is passed over, links are not followed. */
const unneeded = [
  '$watch = [Diagnostics.Stopwatch]::StartNew(); $temp = [long]0; $bin = [long]0; $files = 0; $whole = $true',
  '$folders = New-Object Collections.Stack; $folders.Push([IO.Path]::GetTempPath())',
  `while ($folders.Count -gt 0) { if ($files -ge ${FILES_LIMIT} -or $watch.ElapsedMilliseconds -gt 800)` +
    ' { $whole = $false; break };' +
    ' try { foreach ($one in (New-Object IO.DirectoryInfo ([string]$folders.Pop())).EnumerateFileSystemInfos()) {' +
    ' if (($one.Attributes -band [IO.FileAttributes]::ReparsePoint) -ne 0) { continue };' +
    ' if ($one -is [IO.DirectoryInfo]) { $folders.Push($one.FullName) } else { $files++; $temp += $one.Length } } }' +
    ' catch { $passed = $true } }',
  'try { foreach ($item in (New-Object -ComObject Shell.Application).NameSpace(10).Items())' +
    ' { if ($watch.ElapsedMilliseconds -gt 1000) { $whole = $false; break }; $bin += $item.Size } }' +
    ' catch { $whole = $false }',
  '@{ temp = $temp; bin = $bin; files = $files; whole = $whole }',
].join('; ')

const parts = {
  antivirus: products('AntiVirusProduct'),
  firewall: products('FirewallProduct'),
  pending,
  unneeded,
} as const
type Part = keyof typeof parts
export const partNames = Object.keys(parts) as readonly Part[]

/** With the text of the named parts only: what was not asked for is not even named. */
export const scriptFor = (wanted: ReadonlySet<Part>): string =>
  [
    "$ErrorActionPreference = 'Stop'",
    // Without a console of its own it keeps to the older encoding, which is understood as well.
    'try { [Console]::OutputEncoding = New-Object Text.UTF8Encoding $false } catch { $older = $true }',
    `$parts = @{ ${Object.entries(parts)
      .filter(([name]) => wanted.has(name as Part))
      .map(([name, text]) => `${name} = { $ErrorActionPreference = 'Stop'; ${text} }`)
      .join('; ')} }`,
    // The shell's objects, for the recycle bin, belong to threads of this kind.
    "$begun = foreach ($name in @($parts.Keys)) { $space = [RunspaceFactory]::CreateRunspace(); $space.ApartmentState = 'STA';" +
      ' $space.Open(); $shell = [PowerShell]::Create(); $shell.Runspace = $space;' +
      ' [void]$shell.AddScript($parts[$name].ToString()); @{ name = $name; shell = $shell; call = $shell.BeginInvoke() } }',
    '$until = [Diagnostics.Process]::GetCurrentProcess().StartTime.ToUniversalTime()' +
      `.AddMilliseconds(${PARTS_LIMIT_MS}); $found = @{}`,
    // A part that failed or is late stays null: nothing found is an empty list, and the two must not be mixed up.
    'foreach ($one in $begun) { $found[$one.name] = $null;' +
      ' $left = [Math]::Max(0, ($until - [DateTime]::UtcNow).TotalMilliseconds);' +
      ' try { if ($one.call.AsyncWaitHandle.WaitOne([int]$left)) {' +
      ' $found[$one.name] = @($one.shell.EndInvoke($one.call) | ForEach-Object { $_ }) } }' +
      ' catch { $found[$one.name] = $null } }',
    '[Console]::Out.WriteLine((ConvertTo-Json -InputObject $found -Compress -Depth 4)); [Console]::Out.Flush()',
    '[Environment]::Exit(0)',
  ].join('; ')

/** Windows PowerShell 5 may write a list as an object with its values and their number. */
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .union([
      z.array(item),
      z.strictObject({ value: z.array(item), Count: z.number() }).transform((one) => one.value),
    ])
    .nullable()
const product = z.strictObject({ name: z.string(), state: z.number() })
export type Product = z.infer<typeof product>

/** A part that was not asked for is not there. */
const answer = z.strictObject({
  antivirus: list(product).exactOptional(),
  firewall: list(product).exactOptional(),
  pending: list(z.string()).exactOptional(),
  unneeded: list(
    z.strictObject({ temp: z.number(), bin: z.number(), files: z.number(), whole: z.boolean() }),
  ).exactOptional(),
})
type Found = z.infer<typeof answer>
export type Answer = Required<Found>

const gathering = new WeakMap<Host, { readonly wanted: Set<Part>; readonly found: Promise<Found> }>()

/** Parts that are asked for at the same time share one PowerShell. Rejects where it may not run, as in S mode. */
export async function askWindows<P extends Part>(host: Host, part: P): Promise<Answer[P]> {
  const shared = gathering.get(host) ?? gather(host)
  shared.wanted.add(part)
  const found: Partial<Answer> = await shared.found
  const own = found[part]
  if (own === undefined) throw new Error(`PowerShell said nothing of ${part}`)
  return own
}

function gather(host: Host) {
  const wanted = new Set<Part>()
  const found = wait(GATHER_MS).then(() => {
    gathering.delete(host)
    return run(host, wanted)
  })
  const shared = { wanted, found }
  gathering.set(host, shared)
  return shared
}

async function run(host: Host, wanted: ReadonlySet<Part>): Promise<Found> {
  const program = systemProgram(host, 'WindowsPowerShell\\v1.0\\powershell.exe')
  const words = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', scriptFor(wanted)]
  return answer.parse(JSON.parse(await host.run(program, words)))
}
