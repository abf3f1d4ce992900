import type { CallName } from '../../src/shared/ipc'
import { PEER_LIMIT } from '../../src/shared/peer-protocol'

const sha256 = 'a1'.repeat(32)
const signal = { type: 'offer', sdp: 'v=0' }

/** What each call of a page takes, and what it must refuse. */
export const inputs: { readonly [Name in CallName]: { readonly good: unknown[]; readonly bad: unknown[] } } =
  {
    view: { good: [undefined], bad: [null, {}] },
    'set-language': { good: ['ja', 'en'], bad: [undefined, 'fr', ['ja']] },
    'set-text-size': { good: [100, 125, 150, 200], bad: [undefined, 90, '100', 300] },
    'print-document': { good: ['license'], bad: [undefined, 'receipt', '../license'] },
    'save-document': { good: ['notices'], bad: [undefined, '/etc/passwd'] },
    'document-read': { good: ['license', 'notices'], bad: [undefined, 'receipt', '../license'] },
    'accept-documents': {
      good: [[], [{ id: 'license', sha256 }]],
      bad: [
        undefined,
        [{ id: 'license' }],
        [{ id: 'license', sha256, more: 1 }],
        Array(9).fill({ id: 'license', sha256 }),
      ],
    },
    report: { good: [undefined], bad: [null, 'operator'] },
    'decline-documents': { good: [undefined], bad: [null, 'yes'] },
    'check-environment': { good: [undefined], bad: [{ verdict: 'pass' }] },
    'confirm-environment': { good: [undefined], bad: [{ verdict: 'pass' }] },
    'switch-item': {
      good: [{ id: 'os', on: true }],
      bad: [
        undefined,
        { id: 'os' },
        { id: 'files', on: true },
        { id: 'os', on: 1 },
        { id: 'os', on: true, value: 'a' },
      ],
    },
    'type-router': {
      good: [{ model: '', account: 'a', password: 'b' }],
      bad: [undefined, { model: '' }, { model: 'a'.repeat(101), account: '', password: '' }],
    },
    'agree-inventory': { good: [undefined], bad: [{ items: [] }] },
    'update-now': { good: [undefined], bad: [null, '0.2.0'] },
    'update-later': { good: [undefined], bad: [null, true] },
    reconsider: { good: [undefined], bad: [true] },
    'enter-code': {
      good: ['000000', '123456'],
      bad: [undefined, 123456, '12345', '1234567', '12345a', '123456\n'],
    },
    'name-caller': { good: ['customer', 'operator', 'popup'], bad: [undefined, 'nobody'] },
    approve: { good: [undefined], bad: [true, { approvedAt: 'now' }] },
    deny: { good: [undefined], bad: [true] },
    'answer-pc-check': { good: [{ granted: true }], bad: [undefined, true, { granted: 'yes' }] },
    disconnect: { good: [undefined], bad: ['timeout'] },
    pause: { good: [undefined], bad: [true] },
    unpause: { good: [undefined], bad: [true] },
    'set-auto-pause': { good: [true, false], bad: [undefined, 1, 'on'] },
    'answer-words': {
      good: [{ same: true, words: ['a', 'b', 'c'] }],
      bad: [
        undefined,
        true,
        { same: true },
        { same: 'yes', words: ['a', 'b', 'c'] },
        { same: true, words: ['a'] },
      ],
    },
    'answer-others': { good: [{ granted: false }], bad: [undefined, true, { granted: 1 }] },
    'answer-still': { good: [{ granted: true }], bad: [undefined, true, { granted: true, more: 1 }] },
    'go-on': { good: [undefined], bad: [true] },
    'show-window': { good: [undefined], bad: [true] },
    'move-bar': { good: ['top', 'bottom'], bad: [undefined, 'left', 0] },
    restart: { good: [undefined], bad: [true] },
    quit: { good: [undefined], bad: [0] },
    receipts: { good: [undefined], bad: [{ all: true }] },
    'save-receipt': {
      good: [{ record: 'e1'.repeat(16), format: 'pdf' }],
      bad: [undefined, { record: '../x', format: 'pdf' }, { record: 'e1'.repeat(16), format: 'exe' }],
    },
    stored: { good: [undefined], bad: [null] },
    forget: { good: ['receipts', 'everything'], bad: [undefined, 'acceptances', '*'] },
    about: { good: [undefined], bad: [null, 'licences'] },
    'paper-view': { good: [undefined], bad: [{ name: 'receipt' }] },
    'paper-ready': { good: [undefined], bad: [true] },
    'network-probed': {
      good: [[], [{ url: 'turn:turn.example.jp:3478', reached: true }]],
      bad: [undefined, [{ url: 'turn:a' }], Array(65).fill({ url: 'a', reached: true })],
    },
    'link-signal': {
      good: [{ link: 1, signal }],
      bad: [undefined, signal, { link: 0, signal }, { link: 1, signal: { ...signal, more: 1 } }],
    },
    'link-opened': { good: [{ link: 2 }], bad: [undefined, 1, { link: 1.5 }] },
    'link-message': {
      good: [
        { link: 1, text: '' },
        { link: 1, text: 'a'.repeat(PEER_LIMIT) },
      ],
      bad: [undefined, '', { text: '' }, { link: 1, text: 'a'.repeat(PEER_LIMIT + 1) }],
    },
    'link-lost': { good: [{ link: 1 }], bad: [undefined, { link: -1 }] },
    'link-closed': { good: [undefined], bad: ['why'] },
    'stream-started': { good: [{ share: 1 }], bad: [undefined, 1, { share: 0 }] },
    'stream-held': { good: [{ share: 1 }], bad: [undefined, { share: '1' }] },
    'stream-failed': { good: [{ share: 1 }], bad: [undefined, { share: 1, why: 'a' }] },
    'stream-seen': {
      good: [
        { share: 1, marks: 'seen', frames: 'coming' },
        { share: 9, marks: 'unknown', frames: 'stalled' },
      ],
      bad: [
        undefined,
        { share: 1, marks: true, frames: 'coming' },
        { share: 1, marks: 'seen', frames: 'red' },
      ],
    },
    'stream-limited': { good: ['none', 'cpu', 'bandwidth'], bad: [undefined, 'other'] },
    'bar-view': { good: [undefined], bad: [null] },
  }
