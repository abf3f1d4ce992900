import type { Check } from '../../src/shared/environment'
import { itemIds } from '../../src/shared/inventory'
import type { BarView, KeptReceipt, Screen, StoredThing, TextSize, View } from '../../src/shared/ipc'
import type { Language } from '../../src/shared/languages'
import { type PcCheckArea, pcCheckAreaIds } from '../../src/shared/pc-check'
import { type DisplayInfo, holdReasons, pictureState } from '../../src/shared/picture'

/** Every screen in the states that are hard to come by in a session, with texts as long as they can be. */

const at = '2026-11-22T04:05:00.000Z'
const later = '2026-11-22T04:06:30.000Z'
const last = '2026-11-22T04:07:00.000Z'
/** So many seconds from now: the screens count to it and from it. */
const from = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()
const hash = 'c'.repeat(64)
const company = { ja: 'さくら光インターネット サポート', en: 'Sakura Hikari Internet Support' }
const operator = { name: '佐藤 花子', company: company.ja }
const words = ['ひまわり', 'でんしゃ', 'みかん']

const line = (id: Check['id'], verdict: Check['verdict'], found: string | null): Check => ({
  id,
  verdict,
  found,
  asked: id === 'os' ? 'Windows 10 / Windows 11' : null,
  advice: verdict === 'pass' ? 'fine' : verdict === 'fail' ? 'os-older' : 'unreadable',
  withheld: false,
})
const checks = (worst: Check['verdict']): Check[] => [
  line('os', worst, 'Windows 8.1 64-bit'),
  line('cpu', 'pass', '4 × CPU, 2.4 GHz'),
  line('memory', 'warn', null),
  line('https', 'pass', 'support.a-rather-long-name.example.jp:443, 1024 ms'),
]

const areas: PcCheckArea[] = [
  { id: 'antivirus', state: 'good', finding: 'antivirus-current', details: ['Windows Defender'] },
  {
    id: 'updates',
    state: 'attention',
    finding: 'updates-restart',
    details: ['2024-11_CumulativeUpdateForWindows11Version23H2_KB5046633'],
  },
  { id: 'memory', state: 'unread', finding: 'unreadable', details: [] },
]
const pcCheck = { askedAt: at, answer: 'granted', result: { checkedAt: at, areas } } as const

export const kept: KeptReceipt = {
  record: { seq: 5, kind: 'receipt', id: 'b'.repeat(32), at, body: hash, prev: hash, hash },
  receipt: {
    v: 1,
    session: 'session-1',
    agentVersion: '0.1.0',
    service: { profile: 'demo', company, phone: '0120-000-111' },
    operator,
    relayKey: hash,
    joinedAt: at,
    approvedAt: at,
    endedAt: at,
    reason: 'relay-lost',
    documents: [
      {
        acceptance: {
          id: 'notices',
          version: '2.0',
          language: 'ja',
          sha256: hash,
          acceptedAt: at,
          agentVersion: '0.1.0',
        },
        record: 'a'.repeat(32),
      },
    ],
    environment: { verdict: 'warn', sent: checks('pass') },
    sent: { items: [{ id: 'machine-name', value: 'DESKTOP-TARO-YAMADA' }], refused: ['mail', 'router'] },
    routerShown: [at],
    pcChecks: [pcCheck],
    shown: { from: at, to: later },
    held: holdReasons.map((why) => ({ from: at, to: later, why })),
    otherDisplays: { askedAt: at, answer: 'granted', shownAt: [at, later] },
    stills: [
      { askedAt: at, answer: 'granted' },
      { askedAt: later, answer: 'refused' },
      { askedAt: last, answer: null },
    ],
    controlled: [],
    transferred: [],
  },
}

export const stored: StoredThing[] = [
  { id: 'acceptances', count: 2, bytes: 1400, detail: null },
  { id: 'receipts', count: 3, bytes: 15_000, detail: null },
  { id: 'relay-keys', count: 1, bytes: 120, detail: null },
  { id: 'certificate', count: 1, bytes: 2100, detail: '4f1a22bc99810a3d4f1a22bc99810a3d' },
]

const text = '## 1. 画面を見ること\n\nオペレーターは、お客さまの画面を見ることができます。'
const documents = (earlier: boolean): Screen => ({
  name: 'documents',
  documents: (['license', 'notices'] as const).map((id) => ({
    id,
    version: '2.0',
    title: id === 'license' ? 'ソフトウェア使用許諾' : 'ご利用にあたって',
    text: Array.from({ length: 20 }, () => text).join('\n\n'),
    sha256: id.padEnd(64, '0'),
    read: false,
    organisation: false,
    earlier: earlier
      ? {
          version: '1.0',
          changes: [
            { kind: 'same', text: '## 1. 画面を見ること' },
            { kind: 'removed', text: 'オペレーターは、画面を見ます。' },
            { kind: 'added', text: 'オペレーターは、画面を見ます。\n\n- **操作**はしません。' },
          ],
        }
      : null,
  })),
})

type State = Extract<Screen, { name: 'inventory' }>['items'][number]['state']
const inventory = (state: State): Screen => ({
  name: 'inventory',
  items: itemIds.map((id) => ({
    id,
    state,
    value: state === 'on' && id !== 'mail' ? 'Windows 11 Pro 23H2 (22631.4317), DESKTOP-TARO-YAMADA' : null,
    error: state === 'on' && id === 'certificate' ? 'key-store-missing' : null,
  })),
  routerTyped: state === 'on' ? ['model', 'password'] : [],
})

type Code = Extract<Screen, { name: 'code' }>
const code = (part: Partial<Code>): Screen => ({
  name: 'code',
  state: 'ready',
  error: null,
  operator: null,
  desk: { open: true },
  ...part,
})
type Live = Extract<Screen, { name: 'live' }>
const live = (part: Partial<Live>): Screen => ({
  name: 'live',
  operator,
  words,
  approvedAt: at,
  picture: 'running',
  contact: 'standing',
  lostAt: null,
  resumeSeconds: 90,
  display: null,
  othersAsked: false,
  stillAsked: false,
  goOnUntil: null,
  endsAt: null,
  autoPause: null,
  routerShown: false,
  routerShownAt: null,
  pcCheck: null,
  pcCheckAreas: [...pcCheckAreaIds],
  ...part,
})
const display: DisplayInfo = {
  id: '2528732444',
  label: 'EIZO EV2785-WT UltraSharp Professional',
  width: 3840,
  height: 2160,
  scale: 1.5,
  rotation: 0,
  primary: false,
}
/** Each state of the picture, with what is said beside it. */
const pictures: Record<string, Screen> = Object.fromEntries(
  pictureState.options.map((picture) => [
    `live, ${picture}`,
    live({
      picture,
      contact: picture === 'contact' ? 'lost' : picture === 'words' ? 'words' : 'standing',
      lostAt: picture === 'contact' ? from(-65) : null,
      goOnUntil: picture === 'question' ? from(299) : null,
    }),
  ]),
)

export const screens: Readonly<Record<string, Screen>> = {
  documents: documents(false),
  'documents, changed': documents(true),
  'environment, checking': { name: 'environment', verdict: null, checks: [] },
  'environment, failed': { name: 'environment', verdict: 'fail', checks: checks('fail') },
  'inventory, off': inventory('off'),
  'inventory, reading': inventory('reading'),
  'inventory, on': inventory('on'),
  'inventory, none': { name: 'inventory', items: [], routerTyped: [] },
  'code, refused': code({ error: 'code-unknown' }),
  'code, closed': code({ desk: { open: false, opensAt: '2026-11-24T00:00:00.000Z' } }),
  'code, joining': code({ state: 'joining', operator }),
  'approval, words': { name: 'approval', operator, caller: 'customer', words, contact: 'standing' },
  'approval, lost': { name: 'approval', operator, caller: 'customer', words, contact: 'lost' },
  ...pictures,
  'live, paused and lost': live({ picture: 'paused', contact: 'lost', lostAt: from(-5) }),
  'live, others': live({ othersAsked: true, display }),
  'live, still': live({ stillAsked: true }),
  'live, all asked': live({ contact: 'words', goOnUntil: from(40), othersAsked: true, stillAsked: true }),
  'live, everything': live({
    display: { ...display, label: null },
    endsAt: from(250),
    autoPause: true,
    routerShown: true,
    routerShownAt: at,
    pcCheck,
  }),
  'live, asked': live({ routerShownAt: at, pcCheck: { askedAt: at, answer: null, result: null } }),
  'live, checking': live({ pcCheck: { askedAt: at, answer: 'granted', result: null } }),
  'live, checked': live({ pcCheck }),
  'code, other relay': code({ error: 'relay-key-changed' }),
  'code, forgotten relay': code({ error: 'relay-forgotten' }),
  'ended, scam': { name: 'ended', reason: 'scam', receipt: null, unwritten: false, report: 'told' },
  'ended, telling': { name: 'ended', reason: 'reported', receipt: null, unwritten: false, report: 'telling' },
  'ended, untold': { name: 'ended', reason: 'reported', receipt: kept, unwritten: false, report: 'untold' },
  'ended, receipt': { name: 'ended', reason: 'relay-lost', receipt: kept, unwritten: true, report: null },
}

/** The bar while the picture runs. */
export const bar: BarView = {
  language: 'ja',
  operator,
  sharingSince: at,
  hotkey: 'Ctrl+Alt+Shift+D',
  pauseHotkey: 'Ctrl+Alt+Shift+H',
  picture: 'running',
  contact: 'standing',
  question: false,
  endsAt: null,
  textSize: 100,
  edge: 'top',
}

export const viewOf = (screen: Screen, language: Language, textSize: TextSize): View => ({
  language,
  textSize,
  company,
  phone: '0120-000-111',
  managed: { settings: [], faulty: false, languageFixed: false },
  update: null,
  hours: { ja: '月〜金 9:00〜17:30', en: 'Mon-Fri 9:00-17:30' },
  screen,
})
