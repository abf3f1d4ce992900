import { settingNames } from '../../src/shared/policy'
import { adml } from './adml'
import { admx } from './admx'
import { examples } from './examples'
import { mobileconfig } from './mobileconfig'
import { page } from './page'

/** Every file that is made from the table of settings, by its place from the root. */
export const policyFiles = (): Readonly<Record<string, string>> => ({
  'deploy/policy/sobani.admx': admx(),
  'deploy/policy/ja-JP/sobani.adml': adml('ja'),
  'deploy/policy/en-US/sobani.adml': adml('en'),
  'deploy/policy/jp.sobani.agent.mobileconfig': mobileconfig(),
  'deploy/policy/sobani.json': json(),
  'docs/policy.md': page(),
})

/** In the shape that the formatter gives it: lists stay on one line where they fit. */
function json(): string {
  const lines = settingNames.map((name) => {
    const value: unknown = examples[name]
    const words = Array.isArray(value)
      ? `[${value.map((one) => JSON.stringify(one)).join(', ')}]`
      : JSON.stringify(value)
    return `  ${JSON.stringify(name)}: ${words}`
  })
  return `{\n${lines.join(',\n')}\n}\n`
}
