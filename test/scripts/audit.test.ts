import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EXCEPTIONS, readReport } from '../../scripts/audit'
import { auditReport, exceptions, judge } from '../../scripts/audit/judge'
import { Refusal } from '../../scripts/refusal'
import { ROOT } from '../../scripts/root'

const advisory = (id: string, name: string) => ({
  source: 1_100_000,
  name,
  dependency: name,
  title: `A fault of ${name}`,
  url: `https://github.com/advisories/${id}`,
  severity: 'high',
  cwe: ['CWE-400'],
  cvss: { score: 7.5, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H' },
  range: '<8.17.1',
})

/** constructed: the shape that npm 10 and 11 document for `npm audit --json`, with packages of ours. */
const report = auditReport.parse({
  auditReportVersion: 2,
  vulnerabilities: {
    ws: {
      name: 'ws',
      severity: 'high',
      isDirect: false,
      via: [advisory('GHSA-3h5v-q93c-6h6q', 'ws')],
      effects: ['engine.io'],
      range: '8.0.0 - 8.17.0',
      nodes: ['node_modules/ws'],
      fixAvailable: true,
    },
    'engine.io': {
      name: 'engine.io',
      severity: 'high',
      isDirect: false,
      via: ['ws'],
      effects: ['socket.io'],
      range: '0.7.8 - 6.5.4',
      nodes: ['node_modules/engine.io'],
      fixAvailable: true,
    },
    vitest: {
      name: 'vitest',
      severity: 'critical',
      isDirect: true,
      via: [advisory('GHSA-9crc-q9x8-hgqq', 'vitest')],
      effects: [],
      range: '<1.6.1',
      nodes: ['node_modules/vitest'],
      fixAvailable: false,
    },
  },
  metadata: { vulnerabilities: { high: 2, critical: 1, total: 3 }, dependencies: { prod: 120, total: 623 } },
})
const ships = new Set(['node_modules/ws', 'node_modules/engine.io'])
const today = '2026-11-22'
const exception = (id: string, until: string) => ({ id, reason: 'long enough to be a reason', until })

describe('a report of known faults', () => {
  it('is judged by what ships: once for each fault, and not for tools of the build', () => {
    const faults = judge(report, ships, [], today)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain('ws ships and has a known fault: GHSA-3h5v-q93c-6h6q (high)')
    expect(judge(report, new Set(['node_modules/marked']), [], today)).toEqual([])
  })

  it('passes with an exception that still holds, on its last day too', () => {
    const until = (day: string) => judge(report, ships, [exception('GHSA-3h5v-q93c-6h6q', day)], today)
    expect(until('2027-01-31')).toEqual([])
    expect(until(today)).toEqual([])
  })

  it('fails with an exception whose day is over, and names the fault again', () => {
    const faults = judge(report, ships, [exception('GHSA-3h5v-q93c-6h6q', '2026-11-21')], today)
    expect(faults).toHaveLength(2)
    expect(faults.join('\n')).toContain('ended on 2026-11-21')
    expect(faults.join('\n')).toContain('ws ships and has a known fault')
  })

  it('fails with an exception that is for nothing, which would let the next fault of that name pass', () => {
    const faults = judge(
      report,
      ships,
      [exception('GHSA-3h5v-q93c-6h6q', '2027-01-31'), exception('GHSA-9crc-q9x8-hgqq', '2027-01-31')],
      today,
    )
    expect(faults).toEqual(['The exception for GHSA-9crc-q9x8-hgqq is for nothing that ships: take it away.'])
  })

  it('counts an advisory without an id of the database by its address', () => {
    const odd = auditReport.parse({
      auditReportVersion: 2,
      vulnerabilities: { ws: { nodes: ['node_modules/ws'], via: [{ url: 'https://example.jp/1' }] } },
    })
    expect(judge(odd, ships, [], today)[0]).toContain('https://example.jp/1 (unknown)')
  })
})

describe('an answer that is no report', () => {
  it.each([
    ['a refusal', '{"message":"405 Method Not Allowed","statusCode":405,"error":{"summary":"","detail":""}}'],
    ['an older report', '{"auditReportVersion":1,"advisories":{}}'],
    ['nothing', ''],
  ])('is never taken for no faults: %s', (_name, stdout) => {
    expect(() => readReport(stdout)).toThrow(Refusal)
    expect(() => readReport(stdout)).toThrow('answers no audit')
  })
})

describe('the exceptions written down', () => {
  const written = exceptions.parse(JSON.parse(readFileSync(join(ROOT, EXCEPTIONS), 'utf8')))

  it('name each fault once, why it ships, and a day not further away than a year', () => {
    expect(new Set(written.map(({ id }) => id)).size).toBe(written.length)
    const latest = new Date(Date.now() + 366 * 86_400_000).toISOString().slice(0, 10)
    for (const { id, until } of written) expect([id, until <= latest]).toEqual([id, true])
  })

  it.each([
    [{ id: 'CVE-2025-1', reason: 'long enough to be a reason', until: today }],
    [{ id: 'GHSA-3h5v-q93c-6h6q', reason: 'short', until: today }],
    [{ id: 'GHSA-3h5v-q93c-6h6q', reason: 'long enough to be a reason', until: 'never' }],
    [{ id: 'GHSA-3h5v-q93c-6h6q', reason: 'long enough to be a reason' }],
  ])('are refused where they say too little: %j', (one) => {
    expect(exceptions.safeParse([one]).success).toBe(false)
  })
})
