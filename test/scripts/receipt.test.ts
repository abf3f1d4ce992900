import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { main, verifyReceipt } from '../../scripts/receipt'
import { Refusal } from '../../scripts/refusal'
import { ROOT } from '../../scripts/root'
import { run } from '../../scripts/setup/command'
import { nextRecord } from '../../src/shared/record-chain'
import { headerHash } from '../../src/shared/record-hash'
import type { ChainRecord } from '../../src/shared/records'
import { both, receiptOf } from '../main/store-stage'
import { openStage, type Stage } from '../relay/stage'

const salt = '5a'.repeat(32)
const id = (seq: number) => seq.toString(16).padStart(32, '0')
const at = (seq: number) => `2026-11-0${seq}T00:00:00.000Z`

/** Two acceptances and three receipts. */
function records(): ChainRecord[] {
  const made: ChainRecord[] = []
  const add = (kind: 'acceptance' | 'receipt', body: object) => {
    const seq = made.length + 1
    made.push(
      nextRecord(made.at(-1)?.header ?? null, { kind, id: id(seq), at: at(seq), body: { salt, ...body } }),
    )
  }
  for (const { acceptance } of both()) add('acceptance', { acceptance })
  const documents = both().map(({ acceptance }, place) => ({ acceptance, record: id(place + 1) }))
  for (const session of ['first', 'second', 'third'])
    add('receipt', { receipt: receiptOf(session, documents) })
  return made
}

const without = (list: readonly ChainRecord[], ...places: readonly number[]) =>
  list.map((record, place) => (places.includes(place) ? { ...record, body: null } : record))
const exported = (list: readonly unknown[] = without(records(), 2, 4)) =>
  JSON.stringify({ format: 'sobani-receipt', v: 1, receipt: id(4), records: list })
const chainFile = (list: readonly unknown[] = records()) =>
  JSON.stringify({ format: 'sobani-records', v: 1, records: list, untold: [] })

describe('an exported receipt', () => {
  it('that is as it was made holds, and is told line by line', async () => {
    const { lines, holds } = await verifyReceipt(exported(), null)
    expect(holds).toBe(true)
    expect(lines[0]).toBe(
      'The chain holds: 5 records, none altered; 2 without their contents (deleted or left out).',
    )
    const told = lines.join('\n')
    expect(told).toContain(`Receipt, record 4 of 2026-11-04T00:00:00.000Z, id ${id(4)}`)
    for (const line of [
      '  company     みらいネット / Mirai Net, 0120-000-000',
      '  operator    佐藤 花子 (みらいネット)',
      '  documents   license 2026-11-01 ja, notices 2026-11-01 ja',
      '  sent        machine-name = HANAKO-PC',
      '  not sent    mac-address',
      '  screen      2026-11-01T00:03:00.000Z to 2026-11-01T00:10:00.000Z',
      '  controlled  none',
      '  transferred none',
    ])
      expect(lines).toContain(line)
    expect(told).not.toContain('first')
  })

  it('in which one value was altered is said to be altered, exactly there', async () => {
    const { lines, holds } = await verifyReceipt(exported().replace('HANAKO-PC', 'TARO-PC'), null)
    expect(holds).toBe(false)
    expect(lines.slice(0, 2)).toEqual([
      'The chain does not hold: one fault in 5 records.',
      `- Record 4 (receipt, 2026-11-04T00:00:00.000Z, id ${id(4)}): its contents were altered after it was made.`,
    ])
    expect(lines.join('\n')).not.toContain('TARO-PC')
  })

  it.each([
    [
      'header',
      (all: ChainRecord[]) => altered(all, 1, { at: at(9) }),
      /^- Record 2 \(acceptance, .*check values were altered/,
    ],
    ['record left', (all: ChainRecord[]) => all.toSpliced(2, 1), /^- Record 3: it was removed\.$/],
    ['records left', (all: ChainRecord[]) => all.toSpliced(1, 2), /^- Records 2 to 3: they were removed\.$/],
    [
      'record twice',
      (all: ChainRecord[]) => [...all.slice(0, 2), ...all.slice(1)],
      /^- Record 2 \(.*put in later/,
    ],
    [
      'record moved',
      (all: ChainRecord[]) => [...all.slice(1, 4), ...all.slice(0, 1), ...all.slice(4)],
      /^- Record 1 \(.*moved/,
    ],
    ['no record', (all: ChainRecord[]) => all.with(1, {} as ChainRecord), /^- Entry 2 of the file: altered/],
    ['record made anew', (all: ChainRecord[]) => madeAnew(all, 2), /^- Record 3 \(.*exchanged/],
  ])('with a %s is said to be so', async (_name, change, line) => {
    const { lines, holds } = await verifyReceipt(exported(change(without(records(), 2, 4))), null)
    expect(holds).toBe(false)
    expect(lines[0]).toBe(`The chain does not hold: one fault in ${change(records()).length} records.`)
    expect(lines[1]).toMatch(line)
  })

  it('that is about another record than its own, or names other acceptances, does not hold', async () => {
    const other = await verifyReceipt(
      exported().replace(`"receipt":"${id(4)}"`, `"receipt":"${id(5)}"`),
      null,
    )
    expect([other.holds, other.lines[1]]).toEqual([
      false,
      'The receipt that this file is about is not in it, or is not as it was made.',
    ])
    const [first] = records()
    const stranger = receiptOf('x', [{ acceptance: both('en')[0]?.acceptance as never, record: id(1) }])
    const made = nextRecord(first?.header ?? null, {
      kind: 'receipt',
      id: id(4),
      at: at(2),
      body: { salt, receipt: stranger },
    })
    const named = await verifyReceipt(exported([first, made]), null)
    expect([named.holds, named.lines[1]]).toEqual([
      false,
      '- Record 2 names an acceptance of "license" that is not in the chain like that.',
    ])
  })

  it('cannot play with the terminal', async () => {
    const receipt = { ...receiptOf('x'), operator: { name: '\u001b[2Jsomebody', company: '\u202ea' } }
    const made = nextRecord(null, { kind: 'receipt', id: id(4), at: at(1), body: { salt, receipt } })
    const told = (await verifyReceipt(exported([made]), null)).lines.join('\n')
    expect(told).toContain('\ufffd[2Jsomebody (\ufffda)')
    expect(told.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
  })
})

describe('the file of the agent', () => {
  it('is told receipt by receipt', async () => {
    const { lines, holds } = await verifyReceipt(chainFile(), null)
    expect([holds, lines[0]]).toEqual([true, 'The chain holds: 5 records, none altered.'])
    expect(lines.filter((line) => line.startsWith('Receipt, record'))).toHaveLength(3)
  })

  it('is told as far as it is whole', async () => {
    const { lines, holds } = await verifyReceipt(
      chainFile().replace('"session":"second"', '"session":"2nd"'),
      null,
    )
    expect(holds).toBe(false)
    expect(lines[1]).toMatch(/^- Record 4 /)
    expect(lines.filter((line) => line.startsWith('Receipt, record'))).toHaveLength(2)
  })
})

it.each(['', 'no JSON', '{}', '[]', '{"format":"other","records":[]}', '{"format":"sobani-receipt","v":2}'])(
  'a file that is none of ours is said to be none: %s',
  async (text) => {
    const { lines, holds } = await verifyReceipt(text, null)
    expect([holds, lines]).toEqual([false, [expect.stringContaining('nothing in it can be verified')]])
  },
)

describe('the command', () => {
  let stage: Stage
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sobani-receipt-'))
    stage = await openStage()
    const anchors = records().map(({ header: { id, kind, hash } }) => ({ id, kind, hash }))
    await stage.relay.services.records.keep(anchors.slice(0, 4))
    await writeFile(join(folder, 'good.json'), exported())
    await writeFile(join(folder, 'bad.json'), exported().replace('HANAKO-PC', 'TARO-PC'))
    await writeFile(join(folder, 'anew.json'), chainFile(madeAnew(records(), 4)))
  }, 30_000)
  afterAll(async () => {
    vi.unstubAllEnvs()
    await stage.close()
    await rm(folder, { recursive: true })
  })

  const command = async (...words: string[]) => {
    const args = ['--import', 'tsx', join(ROOT, 'scripts', 'cli.ts'), 'receipt', ...words]
    const env = { ...process.env, INIT_CWD: folder }
    const { status, stdout, stderr } = await run(process.execPath, args, { cwd: ROOT, env })
    return { status, output: stdout + stderr }
  }

  it('ends well where the chain holds, and asks the relay where it is told to', async () => {
    const { status, output } = await command('verify', 'good.json', '--relay', stage.address)
    expect([status, output]).toEqual([0, expect.stringContaining('The chain holds: 5 records')])
    expect(output).toMatch(/record 4 \(receipt\): told at 20\d\d-.*Z; it is the same now\./)
    expect(output).toContain('record 5 (receipt): nothing.')
  }, 30_000)

  it('ends badly where it does not', async () => {
    const { status, output } = await command('verify', 'bad.json')
    expect([status, output]).toEqual([1, expect.stringContaining('- Record 4 (receipt, ')])
  }, 30_000)

  it('knows by the relay what the chain alone cannot know: that its last record was made anew', async () => {
    const { output } = await command('verify', 'anew.json', '--relay', stage.address)
    expect(output).toContain('The chain holds')
    expect(output).toContain('record 5 (receipt): nothing. It was altered, or the agent has not told it yet.')
  }, 30_000)

  it('ends badly where the relay knows nothing of the very receipt that it is asked of', async () => {
    const list = madeAnew(records().slice(0, 4), 3)
    await writeFile(join(folder, 'strange.json'), exported(list))
    expect(await command('verify', 'strange.json')).toMatchObject({ status: 0 })
    const { status, output } = await command('verify', 'strange.json', '--relay', stage.address)
    expect([status, output]).toEqual([1, expect.stringContaining('record 4 (receipt): nothing.')])
  }, 30_000)

  it.each([
    [[], 'Use: npm run receipt'],
    [['verify'], 'Use: npm run receipt'],
    [['verify', 'good.json', '--relay'], 'Use: npm run receipt'],
    [['verify', 'good.json', '--relay', 'nowhere'], 'no address of a relay'],
    [['verify', 'missing.json'], 'missing.json cannot be read'],
    [['verify', 'good.json', '--relay', 'http://127.0.0.1:1'], 'did not answer'],
  ])('refuses with a sentence: %s', async (words, sentence) => {
    vi.stubEnv('INIT_CWD', folder)
    await expect(main(words)).rejects.toThrow(sentence)
    await expect(main(words)).rejects.toThrow(Refusal)
  })
})

function altered(list: readonly ChainRecord[], place: number, change: Partial<ChainRecord['header']>) {
  return list.map((one, index) => (index === place ? { ...one, header: { ...one.header, ...change } } : one))
}

/** Its check values fit again; only the record after it, or the relay, knows better. */
function madeAnew(list: readonly ChainRecord[], place: number) {
  const changed = altered(list, place, { at: at(9) })
  return changed.map((one, index) =>
    index === place ? { ...one, header: { ...one.header, hash: headerHash(one.header) } } : one,
  )
}
