import type { Host } from '../host'
import { numberOf, readBelow, readKey, textOf } from './registry'

const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'

export type System = {
  /** "Windows 11 Pro", whatever the registry still calls it. */
  readonly name: string
  /** "10.0.22631". */
  readonly version: string
  /** "23H2", on older ones "1909". */
  readonly release: string | null
  /** "22631.4460". */
  readonly build: string
  readonly edition: string | null
  /** Of the system itself, also where a narrower agent runs on it. */
  readonly architecture: 'x86' | 'x64' | 'arm64' | null
}

/** What Windows calls its editions, by the name inside; those ending in N (without a media player) go with the others. */
const editions: Readonly<Record<string, string>> = {
  Core: 'Home',
  CoreSingleLanguage: 'Home',
  CoreCountrySpecific: 'Home',
  Professional: 'Pro',
  ProfessionalSingleLanguage: 'Pro',
  ProfessionalCountrySpecific: 'Pro',
  ProfessionalEducation: 'Pro Education',
  ProfessionalWorkstation: 'Pro for Workstations',
  Enterprise: 'Enterprise',
  EnterpriseEval: 'Enterprise',
  EnterpriseS: 'Enterprise',
  EnterpriseSEval: 'Enterprise',
  EnterpriseG: 'Enterprise',
  ServerRdsh: 'Enterprise multi-session',
  IoTEnterprise: 'IoT Enterprise',
  IoTEnterpriseS: 'IoT Enterprise',
  Education: 'Education',
  Cloud: 'S',
  CloudEdition: 'SE',
}

export const editionOf = (id: string): string => editions[id] ?? editions[id.replace(/N(Eval)?$/, '$1')] ?? id

/** Windows 11 is a Windows 10 by its name in the registry; from this build on it is not. */
const FIRST_BUILD_OF_11 = 22000

/** Rejects where what Windows says of itself could not be read. */
export async function readSystem(host: Host): Promise<System> {
  const { values } = await readKey(host, currentVersion)
  const build = textOf(values, 'CurrentBuild') ?? textOf(values, 'CurrentBuildNumber')
  const named = textOf(values, 'ProductName')
  const id = textOf(values, 'EditionID')
  if (build === null || named === null) throw new Error('Windows does not say what it is')
  const major = numberOf(values, 'CurrentMajorVersionNumber')
  const minor = numberOf(values, 'CurrentMinorVersionNumber')
  const numbers = major === null ? textOf(values, 'CurrentVersion') : `${major}.${minor ?? 0}`
  if (numbers === null) throw new Error('Windows does not say its version')
  const revision = numberOf(values, 'UBR')
  return {
    name: Number(build) >= FIRST_BUILD_OF_11 ? named.replace(/^Windows 10\b/, 'Windows 11') : named,
    version: `${numbers}.${build}`,
    release: textOf(values, 'DisplayVersion') ?? textOf(values, 'ReleaseId'),
    build: revision === null ? build : `${build}.${revision}`,
    edition: id === null ? null : editionOf(id),
    architecture: architectureOf(host, textOf(values, 'BuildLabEx')),
  }
}

const architectures: Readonly<Record<string, 'x86' | 'x64' | 'arm64'>> = {
  x86: 'x86',
  ia32: 'x86',
  amd64: 'x64',
  x64: 'x64',
  arm64: 'arm64',
}

/**
 * The build's own name says it ("22621.1.amd64fre.ni_release..."). The variables come second: an x64 program on an ARM
 * system is told that the system is x64.
 */
function architectureOf(host: Host, buildLab: string | null): System['architecture'] {
  const built = /\.([a-z0-9]+?)(?:fre|chk)\./i.exec(buildLab ?? '')?.[1]
  const { env, arch } = host.facts
  const told = built ?? env.PROCESSOR_ARCHITEW6432 ?? env.PROCESSOR_ARCHITECTURE ?? arch
  return architectures[told.toLowerCase()] ?? null
}

/** "Windows 11 Pro 23H2 (22631.4460), x64". */
export async function os(host: Host): Promise<string> {
  const { name, release, build, architecture } = await readSystem(host)
  const said = [name, release, `(${build})`].filter((part) => part !== null).join(' ')
  return architecture === null ? said : `${said}, ${architecture}`
}

/**
 * S mode is a rule about which code may run. Most systems have no such rule: then the key above does not name it.
 * Source: Microsoft-Windows-CodeIntegrity, SkuPolicyRequired. The first Windows 10 S was an edition of its own.
 */
export async function readSMode(host: Host, edition: string | null): Promise<boolean> {
  if (edition === 'S') return true
  const policy = await readBelow(host, 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\CI', ['Policy'])
  return numberOf(policy?.values, 'SkuPolicyRequired') === 1
}
