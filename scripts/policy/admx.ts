import { assertNever } from '../../src/shared/errors'
import { type SettingName, settingNames, settings } from '../../src/shared/policy'
import { limitsOf } from './limits'
import { categories, categoryOf } from './wording'
import { type Xml, xml, xmlFile } from './xml'

/** Below HKEY_LOCAL_MACHINE; a user's own hive is never read for policy. */
export const POLICY_KEY = 'SOFTWARE\\Policies\\Sobani\\Agent'
/** Raised whenever settings are added or change, in both files: Windows refuses an ADML that is older than its ADMX. */
export const REVISION = '1.0'
export const SCHEMA = {
  xmlns: 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions',
  revision: REVISION,
  schemaVersion: '1.0',
} as const
const ROOT_CATEGORY = 'Sobani'
const SUPPORTED = 'Windows10'

const string = (id: string): string => `$(string.${id})`

/** The template of Windows' policy editor. The order of the elements is the schema's and matters. */
export function admx(): string {
  return xmlFile(
    xml('policyDefinitions', SCHEMA, [
      xml('policyNamespaces', {}, [xml('target', { prefix: 'sobani', namespace: 'Sobani.Policies.Agent' })]),
      xml('resources', { minRequiredRevision: REVISION, fallbackCulture: 'en-US' }),
      xml('supportedOn', {}, [
        xml('definitions', {}, [
          xml('definition', { name: SUPPORTED, displayName: string(`Supported_${SUPPORTED}`) }),
        ]),
      ]),
      xml('categories', {}, [
        xml('category', { name: ROOT_CATEGORY, displayName: string(`Category_${ROOT_CATEGORY}`) }),
        ...Object.keys(categories).map((name) =>
          xml('category', { name, displayName: string(`Category_${name}`) }, [
            xml('parentCategory', { ref: ROOT_CATEGORY }),
          ]),
        ),
      ]),
      xml('policies', {}, settingNames.map(policy)),
    ]),
  )
}

function policy(name: SettingName): Xml {
  const itself = settings[name].kind === 'yes-no' ? { valueName: name } : {}
  return xml(
    'policy',
    {
      name,
      class: 'Machine',
      displayName: string(name),
      explainText: string(`${name}_Explain`),
      presentation: `$(presentation.${name})`,
      key: POLICY_KEY,
      ...itself,
    },
    [
      xml('parentCategory', { ref: categoryOf[name] }),
      xml('supportedOn', { ref: SUPPORTED }),
      ...valuesOf(name),
    ],
  )
}

/** How the value stands in the registry: REG_DWORD, REG_SZ, or REG_MULTI_SZ of a list. */
function valuesOf(name: SettingName): Xml[] {
  const { kind, choices } = settings[name]
  const own = { id: name, valueName: name }
  switch (kind) {
    case 'yes-no':
      return [xml('enabledValue', {}, [decimal(1)]), xml('disabledValue', {}, [decimal(0)])]
    case 'text':
      return [element('text', { ...own, required: 'true', maxLength: `${limitsOf(name).length}` })]
    case 'choice':
      return [
        element(
          'enum',
          { ...own, required: 'true' },
          (choices ?? []).map((choice) =>
            xml('item', { displayName: string(`${name}_${choice}`) }, [
              xml('value', {}, [xml('string', {}, choice)]),
            ]),
          ),
        ),
      ]
    case 'list': {
      const { length, fewest, most } = limitsOf(name)
      return [
        element('multiText', {
          ...own,
          required: `${fewest > 0}`,
          maxLength: `${length}`,
          maxStrings: `${most}`,
        }),
      ]
    }
    default:
      return assertNever(kind)
  }
}

const decimal = (value: number): Xml => xml('decimal', { value: `${value}` })
const element = (name: string, attributes: Xml['attributes'], content: readonly Xml[] = []): Xml =>
  xml('elements', {}, [xml(name, attributes, content)])
