import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readFeed } from '../../../src/main/updates/feed'
import { bytesOf, feed, key, otherPair, signatureOf } from './signed'

const terms = { key, channel: 'current' } as const
const read = (value: unknown, changed: { key?: string; channel?: 'legacy' } = {}) => {
  const bytes = bytesOf(value)
  return readFeed(bytes, signatureOf(bytes), { ...terms, ...changed })
}

describe('a feed', () => {
  it('is good with its signature, its channel and its shape', () => {
    expect(read(feed({ stagingPercentage: 10, minimumSystemVersion: '22.0.0' }))).toEqual({
      ok: true,
      feed: feed({ stagingPercentage: 10, minimumSystemVersion: '22.0.0' }),
    })
  })

  it('hands on nothing that is not known', () => {
    const strange = {
      packages: { x64: { path: 'https://elsewhere.example/a' } },
      path: '../a',
      releaseNotes: '<b>',
    }
    const files = [{ ...feed().files[0], isAdminRightsRequired: true, blockMapSize: 3 }]
    expect(read(feed({ ...strange, files }))).toEqual({ ok: true, feed: feed() })
  })

  const bytes = bytesOf(feed())
  const good = signatureOf(bytes)
  const signatures: [string, Buffer, string][] = [
    ['none', bytes, ''],
    ['one of another key', bytes, signatureOf(bytes, otherPair.privateKey)],
    ['one of other bytes', Buffer.concat([bytes, Buffer.from('\n')]), good],
    ['one with a letter changed', bytes, good.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))],
    ['half of one', bytes, good.slice(0, 44)],
    ['two', bytes, good + good],
    ['a page', bytes, '<!doctype html><title>Sign in</title>'],
  ]
  it.each(signatures)('with %s as its signature is not looked at', (_name, signed, signature) => {
    expect(readFeed(signed, signature, terms)).toEqual({ ok: false, why: 'signature-wrong' })
  })

  it('is not good for another channel, or with another kind of key', () => {
    expect(read(feed(), { channel: 'legacy' })).toEqual({ ok: false, why: 'channel-other' })
    expect(read(feed({ sobani: { channel: 'legacy' } }))).toEqual({ ok: false, why: 'channel-other' })
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    for (const wrong of ['', 'AAAA', publicKey.export({ format: 'der', type: 'spki' }).toString('base64')])
      expect(read(feed(), { key: wrong })).toEqual({ ok: false, why: 'key-unusable' })
  })

  const malformed: [string, unknown][] = [
    ['a page', '<!doctype html><html>'],
    ['nothing', ''],
    ['no YAML', 'a: [1'],
    ['no text', '\u0000'],
    ['a version that is none', feed({ version: '0.2' })],
    ['a pre-release', feed({ version: '0.2.0-beta.1' })],
    ['no files', feed({ files: [] })],
    ['a file elsewhere', feed({ files: [{ ...feed().files[0], url: 'https://elsewhere.example/a.exe' }] })],
    ['a file above', feed({ files: [{ ...feed().files[0], url: '../a.exe' }] })],
    ['a file without its hash', feed({ files: [{ url: 'a.exe', size: 3 }] })],
    ['a hash that is none', feed({ files: [{ ...feed().files[0], sha512: 'AAAA' }] })],
    ['a share over all', feed({ stagingPercentage: 101 })],
    ['an unknown condition', feed({ sobani: { region: 'jp' } })],
    ['no sequence', feed({ sobani: { sequence: 0 } })],
    ['half a sequence', feed({ sobani: { sequence: 1.5 } })],
    ['a minimum that is none', feed({ sobani: { minimumVersion: 'new' } })],
  ]
  it.each(malformed)('that is signed and is %s is malformed', (_name, value) => {
    expect(read(value)).toEqual({ ok: false, why: 'feed-malformed' })
  })
})
