import { describe, expect, it } from 'vitest'
import defaultProfile from '../../../profiles/default.json'
import { managedView, withinPolicy } from '../../../src/main/policy/effects'
import type { Profiles } from '../../../src/main/profiles'
import {
  type PolicySource,
  resolvePolicy,
  settingNames,
  managedView as viewSchema,
} from '../../../src/shared/policy'
import { profile } from '../../../src/shared/profile'

const rules = profile.parse(defaultProfile)

const policyOf = (values: PolicySource['values'], layer: PolicySource['layer'] = 'policy') =>
  resolvePolicy([{ layer, values, fault: null }])
const profiles: Profiles = {
  current: () => ({
    ...rules,
    inventory: ['os', 'machine-name', 'memory', 'router'],
    pcCheck: ['antivirus', 'updates', 'disk', 'memory'],
  }),
  now: () => 1,
  desk: () => ({ open: true }),
  load: async () => undefined,
  refresh: async () => undefined,
}

describe('what is never collected', () => {
  it('is not asked for, whatever the service says, nor is an area that tells the same', () => {
    const less = withinPolicy(profiles, policyOf({ NeverCollect: ['os', 'memory', 'free-space'] })).current()
    expect(less.inventory).toEqual(['machine-name', 'router'])
    expect(less.pcCheck).toEqual(['antivirus'])
  })

  it('is everything where the policy cannot be read', () => {
    const policy = resolvePolicy([{ layer: 'policy', values: null, fault: 'unreadable' }])
    expect(withinPolicy(profiles, policy).current().inventory).toEqual([])
  })

  it('is nothing where nobody said so, and the rest of the service stays as it is', () => {
    const within = withinPolicy(profiles, policyOf({ Language: 'ja' }))
    expect(within.current()).toEqual(profiles.current())
    expect(within.now()).toBe(1)
  })

  it('holds for a service that comes later', () => {
    let inventory: (typeof rules)['inventory'] = ['os']
    const within = withinPolicy(
      { ...profiles, current: () => ({ ...rules, inventory }) },
      policyOf({ NeverCollect: ['memory'] }),
    )
    expect(within.current().inventory).toEqual(['os'])
    inventory = ['os', 'memory']
    expect(within.current().inventory).toEqual(['os'])
  })
})

describe('what the pages know of it', () => {
  it('is which settings were decided here, and not by the build', () => {
    const view = managedView(
      resolvePolicy([
        { layer: 'policy', values: { ViewOnly: true }, fault: null },
        { layer: 'installation', values: { AutoUpdate: false }, fault: null },
        { layer: 'built-in', values: { Profile: 'demo' }, fault: null },
      ]),
    )
    expect(view).toEqual({ settings: ['AutoUpdate', 'ViewOnly'], faulty: false, languageFixed: false })
    expect(viewSchema.parse(view)).toEqual(view)
  })

  it.each([
    ['policy', 'en', true],
    ['installation', 'en', false],
    // What cannot be understood fixes nothing: the user's own stays.
    ['policy', 'fr', false],
  ] as const)('is by a language of the %s, "%s", whether it is fixed', (layer, language, languageFixed) => {
    expect(managedView(policyOf({ Language: language }, layer)).languageFixed).toBe(languageFixed)
  })

  it('is that something is wrong, also in the build itself', () => {
    const broken = resolvePolicy([{ layer: 'built-in', values: null, fault: 'unreadable' }])
    expect(managedView(broken)).toMatchObject({ settings: [], faulty: true })
    expect(managedView(policyOf({ Later: 1 })).faulty).toBe(true)
  })
})

describe('the table of settings', () => {
  it('has none that accepts a session for somebody: approval, items and notices are the user’s own', () => {
    expect(settingNames.filter((name) => /accept|allow|approve|consent|session/i.test(name))).toEqual([
      'AllowedRelays',
      'AcceptLicense',
    ])
  })
})
