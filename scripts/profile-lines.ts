import { isHoliday } from '../src/main/holidays'
import { deskAt, hoursText, opensText } from '../src/shared/hours'
import { itemIds } from '../src/shared/inventory'
import { pcCheckAreaIds } from '../src/shared/pc-check'
import type { PlatformRules, Profile, SystemRule } from '../src/shared/profile'

const NONE = 'none'
const ANY = '-'

/**
 * The rules that a profile has in effect, line by line, for a person to read.
 *
 * @param at milliseconds since 1970: the moment for which it is said whether the desk is open
 */
export function profileLines(profile: Profile, at: number): string[] {
  const { company, phone, hours, environment } = profile
  const { language, network, memoryTolerance } = environment
  const facts: [string, string][] = [
    ['company', `${company.ja} / ${company.en}`],
    ['phone', phone],
    ['hours', `${hoursText(hours, 'ja')} / ${hoursText(hours, 'en')}`],
    ['desk now', deskText(profile, at)],
    ['limits', limitsText(profile.limits)],
    ['session', sessionText(profile.session)],
    ['terms', termsText(profile.terms)],
    ['items', chosen(profile.inventory, itemIds)],
    ['PC check', chosen(profile.pcCheck, pcCheckAreaIds)],
    ['language', `${language.confirmed} is confirmed, another: ${language.other}`],
    ['memory', `${Math.round(memoryTolerance * 100)} % less than printed is enough`],
    ['ways', `HTTP on port ${network.httpPort}, HTTPS on port ${network.httpsPort}`],
    [
      'if blocked',
      (['http', 'https', 'websocket', 'polling', 'udp', 'turn'] as const)
        .map((way) => `${way} ${network[way]}`)
        .join(', '),
    ],
  ]
  return [
    profile.id,
    ...facts.map(([name, text]) => `  ${name.padEnd(11)}${text}`),
    ...platformLines('Windows', environment.windows),
    ...platformLines('macOS', environment.macos),
    ...platformLines('Linux', environment.linux),
  ]
}

function deskText({ hours }: Profile, at: number): string {
  const desk = deskAt(hours, at, isHoliday)
  if (hours === null) return 'open, as far as the agent knows'
  if (desk.open) return 'open'
  if (desk.opensAt === null) return 'closed, and not open on any day within a year'
  return `closed, opens ${opensText(desk.opensAt, 'ja')} / ${opensText(desk.opensAt, 'en')}`
}

function limitsText(limits: Profile['limits']): string {
  const { inquiriesPerMonth, devices, sessionMinutes, pcCheckEveryMonths } = limits
  const parts = [
    inquiriesPerMonth && `${inquiriesPerMonth} inquiries a calendar month`,
    devices && `${devices} devices`,
    sessionMinutes && `${sessionMinutes} minutes a session`,
    pcCheckEveryMonths && `one PC check in ${pcCheckEveryMonths} months`,
  ]
  return parts.filter(Boolean).join(', ') || NONE
}

const sessionText = ({ resumeSeconds, askMinutes, answerMinutes }: Profile['session']): string =>
  `waits ${resumeSeconds} s for an end that was lost; asks every ${askMinutes} minutes, for ${answerMinutes}`

function termsText(terms: Profile['terms']): string {
  const parts = [
    `${terms.contracts.join(' and ')} contracts`,
    terms.monthlyFee && 'monthly fee',
    terms.reapplicationFee && 'fee for applying again',
    terms.agreedBeforeDownload && 'documents agreed to before the download',
    terms.openingLetter.length > 0 && `on the opening letter: ${terms.openingLetter.join(', ')}`,
  ]
  return parts.filter(Boolean).join('; ')
}

function chosen(names: readonly string[], all: readonly string[]): string {
  const others = all.filter((name) => !names.includes(name))
  const without = others.length === 0 || names.length === 0 ? '' : ` (without ${others.join(', ')})`
  return names.length === 0 ? NONE : `${names.length} of ${all.length}: ${names.join(', ')}${without}`
}

function platformLines(name: string, rules: PlatformRules | undefined): string[] {
  if (rules === undefined) return [`  ${name}: not served`]
  const { older, newer, otherEdition, sMode, proxy } = rules
  const outside = `older ${older}, newer ${newer}, other edition ${otherEdition}, S mode ${sMode}, proxy ${proxy}`
  return [
    `  ${name}: ${outside}`,
    ...table([columns, ...rules.systems.map(row)]).map((line) => `    ${line}`),
  ]
}

const columns = ['system', 'version', 'bits', 'CPU', 'memory', 'display', 'free', 'editions']

function row(rule: SystemRule): string[] {
  const { display, memoryGb } = rule
  const cpu = [
    rule.clockMhz && `${rule.clockMhz} MHz`,
    rule.cores && `${rule.cores} cores`,
    rule.cpuBits && `${rule.cpuBits} bit`,
  ]
  const memory = rule.bits.map((bits) => memoryGb?.[`bits${bits}`] ?? ANY).join(' / ')
  return [
    rule.name,
    rule.before === undefined ? `${rule.from} and newer` : `${rule.from} to before ${rule.before}`,
    rule.bits.join(' / '),
    cpu.filter(Boolean).join(', ') || ANY,
    memoryGb === undefined ? ANY : `${memory} GB`,
    display === undefined ? ANY : `${display.width} x ${display.height}, ${display.depth} bit`,
    `${rule.freeMb} MB`,
    rule.editions?.join(', ') ?? 'any',
  ]
}

function table(rows: readonly string[][]): string[] {
  const widths = columns.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  return rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
