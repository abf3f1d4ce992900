import { z } from '../../../shared/zod'
import type { Host } from '../host'
import { systemProgram } from './programs'

// What only Windows' own services know. A PowerShell takes a second to start, so one is asked for everything; its parts
// run side by side and each has until the end of the time, so that a slow one costs only itself. The text is fixed:
// nothing from outside becomes a part of it, and it holds no double quote, which would have to be escaped on the way.

/** From the start of PowerShell itself until its parts must have answered: less than a child process is given. */
const PARTS_LIMIT_MS = 3300
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

export const script = [
  "$ErrorActionPreference = 'Stop'",
  // Without a console of its own it keeps to the older encoding, which is understood as well.
  'try { [Console]::OutputEncoding = New-Object Text.UTF8Encoding $false } catch { $older = $true }',
  `$parts = @{ ${Object.entries(parts)
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

const answer = z.strictObject({
  antivirus: list(product),
  firewall: list(product),
  pending: list(z.string()),
  unneeded: list(
    z.strictObject({ temp: z.number(), bin: z.number(), files: z.number(), whole: z.boolean() }),
  ),
})
export type Answer = z.infer<typeof answer>

const running = new WeakMap<Host, Promise<Answer>>()

/** Areas that are asked at the same time share one PowerShell. Rejects where it may not run, as in S mode. */
export function askWindows(host: Host): Promise<Answer> {
  const asked = running.get(host)
  if (asked !== undefined) return asked
  const asking = host
    .run(systemProgram(host, 'WindowsPowerShell\\v1.0\\powershell.exe'), [
      '-NoLogo',
      '-NoProfile',
      '-NonInteractive',
      '-Command',
      script,
    ])
    .then((text) => answer.parse(JSON.parse(text)))
    .finally(() => running.delete(host))
  running.set(host, asking)
  return asking
}
