import { chmod, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dump } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { readFeed } from '../../../src/main/updates/feed'
import { workshop } from './built'

const shop = workshop()
const feeds = ['latest-linux.yml', 'latest-mac.yml', 'latest.yml']
const everything = async () =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(shop.path('downloads'), { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map(async ({ parentPath, name }) => [
          `${parentPath}/${name}`,
          await readFile(`${parentPath}/${name}`, 'utf8'),
        ]),
    ),
  )

describe('the key', () => {
  it('is the owner’s alone, and is never written over', async () => {
    const own = shop.path('keys', 'update-key.pem')
    if (process.platform !== 'win32') expect((await stat(own)).mode & 0o777).toBe(0o600)
    const before = await readFile(own, 'utf8')
    await expect(shop.run('key', '--out', shop.path('keys'))).rejects.toThrow('No key was made')
    expect(await readFile(own, 'utf8')).toBe(before)
    await rename(own, `${own}.away`)
    await expect(shop.run('key', '--out', shop.path('keys'))).rejects.toThrow('No key was made')
    await expect(readFile(own)).rejects.toThrow('ENOENT')
    await rename(`${own}.away`, own)
  })

  it.skipIf(process.platform === 'win32')('is not used while others can read it', async () => {
    await chmod(shop.path('keys', 'update-key.pem'), 0o644)
    await expect(shop.publish(await shop.build('0.1.0'))).rejects.toThrow('chmod 600')
  })

  it('is an Ed25519 key, and the right half of it', async () => {
    const from = await shop.build('0.1.0')
    const words = ['--channel', 'current', '--from', from, '--to', shop.path('downloads')]
    await expect(shop.run('publish', ...words, '--key', shop.path('keys', 'none'))).rejects.toThrow(
      'cannot be read',
    )
    await chmod(shop.path('keys', 'update-key.pub'), 0o600)
    await expect(shop.run('publish', ...words, '--key', shop.path('keys', 'update-key.pub'))).rejects.toThrow(
      'holds no Ed25519 key',
    )
  })
})

describe('publishing', () => {
  it('makes one signed feed for each system, with the very files, and numbers them alike', async () => {
    await shop.publish(await shop.build('0.1.0'), '--stage', '10', '--minimum', '0.0.9')
    const key = (await readFile(shop.path('keys', 'update-key.pub'), 'utf8')).trim()
    for (const name of feeds) {
      const bytes = await readFile(shop.path('downloads', 'current', name))
      const signature = await readFile(shop.path('downloads', 'current', `${name}.sig`), 'utf8')
      const read = readFeed(bytes, signature, { key, channel: 'current' })
      expect(read).toMatchObject({
        ok: true,
        feed: {
          version: '0.1.0',
          stagingPercentage: 10,
          sobani: { channel: 'current', sequence: 1, minimumVersion: '0.0.9' },
        },
      })
    }
    expect((await shop.feed('latest.yml')).files.map(({ url }) => url)).toEqual([
      'Sobani-0.1.0-x64.exe',
      'Sobani-0.1.0-arm64.exe',
    ])
    for (const name of feeds) {
      const lines = await shop.run(
        'verify',
        shop.path('downloads', 'current', name),
        '--key',
        shop.path('keys', 'update-key.pub'),
      )
      expect(lines[0]).toContain('good. 0.1.0, number 1 of current, 10 %')
      expect(lines.slice(1).every((line) => line.endsWith('as it says'))).toBe(true)
    }
  })

  it('counts on by itself, and takes a higher number but no used one', async () => {
    await shop.publish(await shop.build('0.1.0'))
    await shop.publish(await shop.build('0.1.1'))
    expect((await shop.feed('latest.yml')).sobani.sequence).toBe(2)
    await shop.publish(await shop.build('0.1.2'), '--sequence', '20')
    const before = await everything()
    for (const wished of ['2', '20', '1'])
      await expect(shop.publish(await shop.build('0.1.3'), '--sequence', wished)).rejects.toThrow(
        '--sequence should be higher than 20',
      )
    expect(await everything()).toEqual(before)
  })

  it('takes the oldest system from the feed of electron-builder, which must agree', async () => {
    const from = await shop.build('0.1.0')
    await shop.publish(from)
    const { files } = await shop.feed('latest-mac.yml')
    const next = await shop.build('0.1.1')
    const written = (changed: object) =>
      writeFile(
        `${next}/latest-mac.yml`,
        dump({ version: '0.1.1', files: [], minimumSystemVersion: '22.0.0', ...changed }),
      )
    await written({ version: '0.1.0' })
    await expect(shop.publish(next)).rejects.toThrow('is of version 0.1.0')
    await written({ files: [{ url: 'Sobani-0.1.1-arm64.zip', sha512: files[0]?.sha512 }] })
    await expect(shop.publish(next)).rejects.toThrow('build again')
    await writeFile(`${next}/latest-mac.yml`, '<html>')
    await expect(shop.publish(next)).rejects.toThrow('no update feed')
    await written({})
    await shop.publish(next)
    expect((await shop.feed('latest-mac.yml')).minimumSystemVersion).toBe('22.0.0')
    expect((await shop.feed('latest.yml')).minimumSystemVersion).toBeUndefined()
  })

  const wrong: [string, string, () => Promise<unknown>][] = [
    [
      'another channel',
      'is of the channel legacy',
      async () => shop.publish(await shop.build('0.1.1', 'legacy')),
    ],
    [
      'an unknown channel',
      'There is no channel "beta"',
      async () => shop.run('publish', '--channel', 'beta'),
    ],
    ['an older version', 'use roll-back', async () => shop.publish(await shop.build('0.0.9'))],
    [
      'a minimum that is newer',
      'nobody could follow it',
      async () => shop.publish(await shop.build('0.1.1'), '--minimum', '0.2.0'),
    ],
    [
      'a version that is none',
      '--minimum should be a version',
      async () => shop.publish(await shop.build('0.1.1'), '--minimum', '1'),
    ],
    [
      'a share that is none',
      '--stage should be',
      async () => shop.publish(await shop.build('0.1.1'), '--stage', '101'),
    ],
    ['a missing list', 'npm run dist writes it', async () => shop.publish(shop.path('nowhere'))],
    [
      'an option that is none',
      'Use: npm run updates',
      async () => shop.publish(await shop.build('0.1.1'), '--force'),
    ],
    [
      'a missing system',
      'latest-mac.yml was published before',
      async () => shop.publish(await shop.build('0.1.1', 'current', shop.withoutMac)),
    ],
    [
      'a missing file',
      'is in the list and not in',
      async () => {
        const from = await shop.build('0.1.1')
        await rm(`${from}/Sobani-0.1.1-x64.exe`)
        return shop.publish(from)
      },
    ],
    [
      'a file that was changed',
      'is not what the list says',
      async () => {
        const from = await shop.build('0.1.1')
        await writeFile(`${from}/Sobani-0.1.1-x64.exe`, 'another')
        return shop.publish(from)
      },
    ],
    [
      'a file under a name that is taken',
      'published with other content',
      async () => {
        await writeFile(shop.path('downloads', 'current', 'Sobani-0.1.1-x64.exe'), 'another')
        return shop.publish(await shop.build('0.1.1'))
      },
    ],
  ]
  it.each(wrong)('refuses %s, and changes nothing that is offered', async (_name, sentence, act) => {
    await shop.publish(await shop.build('0.1.0'))
    const offered = () => Promise.all(feeds.map((name) => shop.feed(name)))
    const before = await offered()
    await expect(act()).rejects.toThrow(sentence)
    expect(await offered()).toEqual(before)
  })

  it('goes no further where what is there was signed by somebody else', async () => {
    await shop.publish(await shop.build('0.1.0'))
    await shop.run('key', '--out', shop.path('other'))
    const words = [
      '--channel',
      'current',
      '--from',
      await shop.build('0.1.1'),
      '--to',
      shop.path('downloads'),
    ]
    await expect(
      shop.run('publish', ...words, '--key', shop.path('other', 'update-key.pem')),
    ).rejects.toThrow('was not published with this key')
  })
})

describe('going back', () => {
  it('offers an earlier version under a higher number, to everybody, with its list', async () => {
    await shop.publish(await shop.build('0.1.0'), '--stage', '5')
    await shop.publish(await shop.build('0.2.0'), '--minimum', '0.2.0')
    await shop.rollBack('0.1.0')
    for (const name of feeds)
      expect(await shop.feed(name)).toMatchObject({
        version: '0.1.0',
        sobani: { sequence: 3, minimumVersion: null },
      })
    expect((await shop.feed('latest.yml')).stagingPercentage).toBeUndefined()
    const list = await readFile(shop.path('downloads', 'current', 'artefacts.json'), 'utf8')
    expect(JSON.parse(list).version).toBe('0.1.0')
    // And on again.
    await shop.publish(await shop.build('0.2.1'))
    expect((await shop.feed('latest.yml')).sobani.sequence).toBe(4)
  })

  it('refuses what was never there, is there now, or is gone', async () => {
    await shop.publish(await shop.build('0.1.0'))
    await shop.publish(await shop.build('0.2.0'))
    await expect(shop.rollBack('0.0.1')).rejects.toThrow('was never published')
    await expect(shop.rollBack('0.2.0')).rejects.toThrow('is what is published now')
    await expect(shop.rollBack('0.1.0', '--sequence', '2')).rejects.toThrow('higher than 2')
    await writeFile(shop.path('downloads', 'current', 'Sobani-0.1.0-x64.exe'), 'another')
    await expect(shop.rollBack('0.1.0')).rejects.toThrow('no longer')
    expect((await shop.feed('latest.yml')).version).toBe('0.2.0')
  })
})

describe('verifying', () => {
  it('says what is wrong with a feed or a file', async () => {
    await shop.publish(await shop.build('0.1.0'))
    const path = shop.path('downloads', 'current', 'latest.yml')
    const check = () => shop.run('verify', path, '--key', shop.path('keys', 'update-key.pub'))
    await writeFile(shop.path('downloads', 'current', 'Sobani-0.1.0-x64.exe'), 'another')
    await expect(check()).rejects.toThrow('is not the file that')
    await writeFile(path, `${await readFile(path, 'utf8')}\n`)
    await expect(check()).rejects.toThrow('not signed with this key, or was changed since')
    await rm(`${path}.sig`)
    await expect(check()).rejects.toThrow('cannot be read')
    await expect(shop.run('verify', path, '--key', shop.path('keys', 'update-key.pem'))).rejects.toThrow(
      'give the .pub',
    )
  })
})
