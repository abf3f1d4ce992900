import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../../scripts/root'
import { blocksIn, partOf, read } from '../docs/commands'

/** The commands of README.md and docs/profiles.md, run as they stand there. */
const readme = blocksIn(partOf('README.md', '日本語'))
const english = blocksIn(partOf('README.md', 'English'))

let data = ''
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'sobani-readme-'))
})
afterAll(() => rmSync(data, { recursive: true, force: true, maxRetries: 5 }))

const bash = (commands: string, env: NodeJS.ProcessEnv = {}) =>
  spawnSync('bash', ['-euo', 'pipefail', '-c', commands], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: 280_000,
    env: { ...process.env, ...env },
  })

describe('the README', () => {
  it('has the same commands in both languages, but for the names of people', () => {
    const nameless = (blocks: readonly string[]) =>
      blocks.map((block) => block.replace(/--(user|name|company) ('[^']*'|\S+)/g, '--$1 …'))
    expect(nameless(english)).toEqual(nameless(readme))
    expect(readme).toHaveLength(2)
  })

  it.runIf(process.platform === 'linux')(
    'starts with a whole session, played where there is no display',
    () => {
      const [start = ''] = readme
      expect(start).toBe('npm start\n')
      const began = Date.now()
      const { status, stdout, stderr } = bash(start, { DISPLAY: undefined, WAYLAND_DISPLAY: undefined })
      expect(status, `${stdout}\n${stderr}`.slice(-3000)).toBe(0)
      expect(statSync(join(ROOT, 'demo/report.json')).mtimeMs).toBeGreaterThan(began)
    },
  )

  it.each([
    ['日本語', readme],
    ['English', english],
  ])('runs a relay with an operator of its own (%s)', async (language, blocks) => {
    const block = blocks[1] ?? ''
    expect(block).toContain('npm run relay -- serve')
    const child = spawn('bash', ['-euo', 'pipefail', '-c', block], {
      cwd: ROOT,
      detached: true,
      env: { ...process.env, SOBANI_RELAY_DATA: join(data, language), SOBANI_RELAY_PORT: '0' },
    })
    let said = ''
    const ended = new Promise((resolve) => child.once('close', resolve))
    const listening = new Promise<boolean>((resolve) => {
      for (const output of [child.stdout, child.stderr])
        output.setEncoding('utf8').on('data', (text: string) => {
          said += text
          if (said.includes('"event":"listening"')) resolve(true)
        })
      ended.then(() => resolve(false))
    })
    child.stdin.end('a password of many letters\n')
    expect(await listening, said).toBe(true)
    process.kill(-(child.pid ?? 0), 'SIGTERM')
    await ended
  })
})

describe('the page on profiles', () => {
  it('says how profiles are checked', () => {
    const [block = ''] = blocksIn(read('docs/profiles.md'))
    const { status, stdout, stderr } = bash(block.replace('FILE...', 'profiles/kct.json'))
    expect(status, `${stdout}\n${stderr}`).toBe(0)
  })
})
