import { pathText, readJson } from './json-text'
import { type Profile, profile } from './profile'
import { senseFaults, valueAt } from './profile-sense'
import type { z } from './zod'

export type ReadProfile =
  | { readonly ok: true; readonly profile: Profile }
  | { readonly ok: false; readonly faults: readonly string[] }

/**
 * Reads the text of a profile. Not one fault but every one is named, each as "path: what it should be", so that whoever
 * writes a profile mends it in one go.
 */
export function readProfile(text: string): ReadProfile {
  const json = readJson(text)
  return json.ok ? readProfileValue(json.value) : json
}

/** The same for a value that was parsed already. */
export function readProfileValue(value: unknown): ReadProfile {
  const form = profile.safeParse(value)
  const faults = [
    ...(form.success ? [] : form.error.issues.flatMap((issue) => formFaults(issue, value))),
    ...senseFaults(value),
  ]
  return form.success && faults.length === 0 ? { ok: true, profile: form.data } : { ok: false, faults }
}

type Issue = z.core.$ZodIssue

function formFaults(issue: Issue, value: unknown): string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${pathText([...issue.path, key])}: is not known here`)
  const missing = valueAt(value, issue.path) === undefined
  return [`${pathText(issue.path)}: ${missing ? 'is missing: ' : ''}${wanted(issue)}`]
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
}

function wanted(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be ${choice(issue.values)}`
    case 'invalid_union':
      return `must be ${choice(issue.errors.flat().flatMap((one) => (one.code === 'invalid_value' ? one.values : [])))}`
    case 'too_small':
      return `must ${bound(issue.origin, 'at least', 'more than', issue.minimum, issue.inclusive)}`
    case 'too_big':
      return `must ${bound(issue.origin, 'at most', 'less than', issue.maximum, issue.inclusive)}`
    default:
      // Patterns carry their own sentence (profile.ts).
      return issue.message
  }
}

function choice(values: readonly unknown[]): string {
  const texts = values.map((one) => (typeof one === 'string' ? `"${one}"` : String(one)))
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`
}

function bound(
  origin: string,
  inclusive: string,
  exclusive: string,
  limit: number | bigint,
  isInclusive: boolean | undefined,
): string {
  const amount = `${isInclusive === false ? exclusive : inclusive} ${limit}`
  if (origin === 'string') return `have ${amount} character${limit === 1 ? '' : 's'}`
  if (origin === 'array') return `have ${amount} entr${limit === 1 ? 'y' : 'ies'}`
  return `be ${amount}`
}
