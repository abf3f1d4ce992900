import { isSetting, type SettingName, settingNames, settings } from '../../src/shared/policy'
import { componentCode, type Processor, REGISTRY_KEY } from './msi-identity'

/** Given for a property, it takes a remembered value away. In capitals, so that it can be no setting's value. */
export const NOTHING = 'NONE'

/** A setting that `msiexec` can be told, by the table of settings: nothing else is, and consent is no setting. */
export type Told = { readonly setting: SettingName; readonly property: string }

export const told: readonly Told[] = settingNames.flatMap((setting) => {
  const { property } = settings[setting]
  return property === null ? [] : [{ setting, property }]
})

/** What the installation writes beside its settings: by them the agent knows that it must not replace itself. */
export const marks = { InstalledBy: 'msi', Version: '[ProductVersion]' } as const

/** AppSearch puts what an older version was told here, never into the property itself: the command line wins. */
export const remembered = (property: string): string => `REMEMBERED_${property}`

/** True where the property has a value that is to be kept. */
export const isSet = (property: string): string => `${property} AND ${property} <> "${NOTHING}"`

/** A property must be `Secure`, or it is lost where Windows Installer goes on with an administrator's rights. */
export const propertyLines = (processor: Processor): string[] =>
  told.flatMap(({ setting, property }) => [
    `<Property Id="${property}" Secure="yes"/>`,
    `<Property Id="${remembered(property)}">`,
    `  <RegistrySearch Id="Find${setting}" Root="HKLM" Key="${REGISTRY_KEY}" Name="${setting}" Type="raw"${bits(processor)}/>`,
    '</Property>',
    `<CustomAction Id="Remember${setting}" Property="${property}" Value="[${remembered(property)}]" Execute="firstSequence"/>`,
  ])

/**
 * Each after the one before, all before the conditions of the launch. In both sequences, because only one of them runs
 * without a window; `firstSequence` keeps it from running twice.
 */
export const sequenceLines = (): string[] =>
  told.map(({ setting, property }, index) => {
    const before = told[index - 1]
    const after = before === undefined ? 'AppSearch' : `Remember${before.setting}`
    return `<Custom Action="Remember${setting}" After="${after}">NOT ${property} AND ${remembered(property)}</Custom>`
  })

/** `Transitive`: a value that is given with a repair is written, and one that is taken away goes. */
export const componentLines = (processor: Processor): string[] => [
  ...told.flatMap(({ setting, property }) =>
    component(setting, `[${property}]`, processor, ' Transitive="yes"', [
      `<Condition>${escaped(isSet(property))}</Condition>`,
    ]),
  ),
  ...Object.entries(marks).flatMap(([name, value]) => component(name, value, processor, '', [])),
]

/**
 * What a property may be, as far as Windows Installer can say it; the agent checks the rest and takes what it cannot read
 * as the strictest. An installation that is there may always be removed and repaired, whatever is in the registry.
 */
export const conditionLines = (): string[] =>
  told.flatMap(({ setting, property }) => condition(setting, property))

function condition(setting: SettingName, property: string): string[] {
  const allowed = allowedOf(setting)
  const test = [`NOT ${property}`, `${property} = "${NOTHING}"`, ...tests(setting, property)].join(' OR ')
  const shape = allowed === null ? 'https://support.example.jp' : allowed.join(', ')
  return setting === 'Profile' ? [] : [line(`Installed OR ${test}`, words(property, shape))]
}

/** A profile's name has a shape that no condition can say: the agent refuses it. */
function tests(setting: SettingName, property: string): string[] {
  const allowed = allowedOf(setting)
  if (allowed !== null) return allowed.map((value) => `${property} = "${value}"`)
  return [`(${property} << "https://" AND NOT ${property} >< "@" AND NOT ${property} >< " ")`]
}

/** The values that a property may have; null = too many to list. */
export function allowedOf(setting: SettingName): readonly string[] | null {
  const { kind, choices } = settings[setting]
  return kind === 'yes-no' ? ['1', '0'] : choices
}

const words = (property: string, shape: string): string =>
  `${property} は、次のように書いてください: ${shape} / ${property} must be written like this: ${shape}`

export const line = (test: string, message: string): string =>
  `<Condition Message="${escaped(message)}">${escaped(test)}</Condition>`

function component(
  name: string,
  value: string,
  processor: Processor,
  transitive: string,
  inner: readonly string[],
): string[] {
  const id = isSetting(name) ? `Setting${name}` : `Mark${name}`
  return [
    `<Component Id="${id}" Guid="${componentCode(name, processor)}"${bits(processor)}${transitive}>`,
    ...inner.map((text) => `  ${text}`),
    `  <RegistryValue Root="HKLM" Key="${REGISTRY_KEY}" Name="${name}" Type="string" Value="${value}" KeyPath="yes"/>`,
    '</Component>',
  ]
}

/** Said aloud, although WiX would take it from the package: the agent reads nowhere else. */
const bits = (processor: Processor): string => (processor === 'ia32' ? '' : ' Win64="yes"')

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
