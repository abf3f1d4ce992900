import type { Page } from '@playwright/test'
import type { ErrorCode } from '../../src/shared/errors'
import { PEER_LIMIT } from '../../src/shared/peer-protocol'
import { capturesOf, expectEnded, expectReleased, forge, toApproval, toDecision } from './session'
import { expect, test } from './stage'

type Wish = readonly [name: string, input: unknown, error: ErrorCode]

/** What belongs to a session whose picture is shown. */
const live: readonly Wish[] = [
  ['pause', undefined, 'message-late'],
  ['unpause', undefined, 'message-late'],
  ['go-on', undefined, 'message-late'],
  ['answer-words', { same: true, words: ['a', 'b', 'c'] }, 'message-late'],
  ['answer-others', { granted: true }, 'message-late'],
  ['answer-still', { granted: true }, 'message-late'],
  ['answer-pc-check', { granted: true }, 'message-late'],
]

const seen = { share: 1, marks: 'seen', frames: 'coming' }

/** Steps that belong to a later phase than any before the code. */
const early: readonly Wish[] = [
  ...live,
  ['approve', undefined, 'message-late'],
  ['name-caller', 'customer', 'message-late'],
  ['deny', undefined, 'message-late'],
  ['disconnect', undefined, 'message-late'],
  ['restart', undefined, 'message-late'],
  ['stream-started', { share: 1 }, 'message-late'],
  ['stream-held', { share: 1 }, 'message-late'],
  ['stream-failed', { share: 1 }, 'message-late'],
  ['stream-seen', seen, 'message-late'],
  ['stream-limited', 'none', 'message-late'],
  ['link-opened', { link: 1 }, 'message-late'],
  ['link-lost', { link: 1 }, 'message-late'],
  ['link-message', { link: 1, text: '{"v":1,"type":"alive"}' }, 'message-late'],
  ['link-signal', { link: 1, signal: { type: 'renegotiate', renegotiate: true } }, 'message-late'],
  ['type-router', { model: '', account: '', password: 'secret' }, 'message-late'],
]

/** What no page may ask, or not in this way. */
const breaches: readonly Wish[] = [
  ['open-the-door', undefined, 'message-unknown'],
  ['constructor', undefined, 'message-unknown'],
  ['__proto__', undefined, 'message-unknown'],
  ['bar-view', undefined, 'sender-unknown'],
  ['move-bar', 'bottom', 'sender-unknown'],
  ['show-window', undefined, 'sender-unknown'],
  ['enter-code', 123456, 'message-malformed'],
  ['enter-code', '12345', 'message-malformed'],
  ['enter-code', '１２３４５６', 'message-malformed'],
  ['view', 'please', 'message-malformed'],
  ['switch-item', { id: 'os', on: true, also: 'photos' }, 'message-malformed'],
  ['switch-item', { id: 'photos', on: true }, 'message-malformed'],
  ['name-caller', 'nobody', 'message-malformed'],
  ['paper-view', undefined, 'sender-unknown'],
  ['save-document', '../../etc/passwd', 'message-malformed'],
  ['save-receipt', { record: '../sobani', format: 'json' }, 'message-malformed'],
  ['save-receipt', { record: '0'.repeat(32), format: 'json' }, 'record-unknown'],
  ['forget', 'acceptances', 'message-malformed'],
  ['set-text-size', 1000, 'message-malformed'],
  ['link-message', { link: 1, text: 'x'.repeat(PEER_LIMIT + 1) }, 'message-malformed'],
  ['link-signal', { link: 1, signal: { type: 'answer', sdp: 'v=0', also: 1 } }, 'message-malformed'],
  ['link-opened', undefined, 'message-malformed'],
  ['stream-started', { share: 0 }, 'message-malformed'],
  ['stream-seen', { ...seen, picture: 'running' }, 'message-malformed'],
  ['answer-words', {}, 'message-malformed'],
]

const wrongHashes = [
  { id: 'license', sha256: '0'.repeat(64) },
  { id: 'notices', sha256: '0'.repeat(64) },
]

test('a page cannot skip, repeat or make up a step, and cannot capture', async ({
  newCustomer,
  newOperator,
}) => {
  const [{ agent, customer }, operator] = await Promise.all([
    newCustomer({ consented: false }),
    newOperator(),
  ])
  const pair = { customer, operator }
  const refused = async (...wishes: readonly Wish[]) => {
    for (const [name, input, error] of wishes)
      expect(await forge(pair, name, input), name).toMatchObject({ ok: false, error })
    expect(await captures(customer.page)).toEqual(refusals)
  }
  /** What a page says of its capture may come late by nature: then it is heard, and nothing comes of it. */
  const saysOfCapture = async (...names: readonly string[]) => {
    for (const share of [1, 2, 3])
      for (const name of names)
        expect(await forge(pair, name, name === 'stream-seen' ? { ...seen, share } : { share })).toEqual({
          ok: true,
        })
    expect(await captures(customer.page)).toEqual(refusals)
  }

  await test.step('while the documents are shown', async () => {
    await refused(
      ...early,
      ...breaches,
      ['accept-documents', wrongHashes, 'message-malformed'],
      ['accept-documents', [], 'message-malformed'],
      ['check-environment', undefined, 'message-late'],
      ['confirm-environment', undefined, 'message-late'],
      ['switch-item', { id: 'os', on: true }, 'message-late'],
      ['agree-inventory', undefined, 'message-late'],
      // Before the service was asked for its hours no desk is open.
      ['enter-code', '123456', 'desk-closed'],
    )
    await customer.sees('documents')
  })

  await test.step('while the code is asked for', async () => {
    await customer.comesToCode()
    await refused(
      ...early,
      ...breaches,
      ['accept-documents', wrongHashes, 'message-late'],
      ['decline-documents', undefined, 'message-late'],
      ['confirm-environment', undefined, 'message-late'],
      ['switch-item', { id: 'os', on: true }, 'message-late'],
      ['agree-inventory', undefined, 'message-late'],
    )
    await customer.sees('code')
  })

  await test.step('before it was said who called', async () => {
    await customer.enterCode(await operator.opensSession())
    await customer.sees('approval')
    await refused(
      ['approve', undefined, 'message-late'],
      ['enter-code', '123456', 'message-late'],
      ['restart', undefined, 'message-late'],
      ['agree-inventory', undefined, 'message-late'],
      ['accept-documents', wrongHashes, 'message-late'],
      ...live,
    )
    await saysOfCapture('stream-seen', 'stream-started', 'stream-held', 'stream-failed')
    await customer.sees('approval')
    await expect(operator.page.locator('main[data-stage=waiting]')).toBeVisible()
    expect(await capturesOf(agent.pid)).toBe(0)
  })

  await test.step('while the screen is shown', async () => {
    await customer.nameCaller('customer')
    await customer.allow()
    await operator.firstFrame()
    const held = await capturesOf(agent.pid)
    await refused(
      ['approve', undefined, 'message-late'],
      ['name-caller', 'operator', 'message-late'],
      ['deny', undefined, 'message-late'],
      ['enter-code', '123456', 'message-late'],
      ['restart', undefined, 'message-late'],
      ['forget', 'everything', 'message-late'],
      ...live.filter(([name]) => name !== 'pause' && name !== 'unpause'),
      ['type-router', { model: '', account: '', password: 'secret' }, 'message-late'],
    )
    await customer.sees('live')
    await saysOfCapture('stream-started', 'stream-held')
    expect(await capturesOf(agent.pid)).toBe(held)
    await operator.seesPicture('running')
  })

  await test.step('while the customer hides the screen', async () => {
    await customer.hides()
    await operator.seesPicture('paused')
    await expectReleased(agent.pid)
    await saysOfCapture('stream-seen', 'stream-started')
    await refused(...live.filter(([name]) => name !== 'pause' && name !== 'unpause'))
    await operator.seesPicture('paused')
    expect(await capturesOf(agent.pid)).toBe(0)
    await customer.unhides()
    await operator.seesPicture('running')
  })

  await test.step('after the end', async () => {
    await customer.button('live.disconnect').click()
    await expectEnded(pair, 'customer')
    await expectReleased(agent.pid)
    await refused(...early.filter(([name]) => name !== 'restart'))
    await customer.sees('ended')
    expect(await capturesOf(agent.pid)).toBe(0)
  })
})

test('a page that breaks the rules in a session ends it', async ({ call }) => {
  const offer = (lines: string) => ({ link: 1, signal: { type: 'offer', sdp: `v=0\r\n${lines}` } })
  const said = (text: string) => ({ link: 1, text })
  const certificate = `a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}\r\n`
  const forgeries: ReadonlyArray<readonly [...Wish]> = [
    ['open-the-door', undefined, 'message-unknown'],
    ['bar-view', undefined, 'sender-unknown'],
    ['link-opened', { link: 1 }, 'message-late'],
    ['link-message', said('{"v":1,"type":"nonce"}'), 'message-malformed'],
    ['link-message', said(`{"v":1,"type":"nonce","nonce":"${'0'.repeat(64)}"}`), 'message-late'],
    ['link-message', said('{"v":1,"type":"still-ask"}'), 'message-late'],
    ['link-message', said('{"v":1,"type":"thumbnails-ask"}'), 'message-late'],
    ['link-signal', offer('m=video 9 UDP/TLS/RTP/SAVPF 96\r\n'), 'message-late'],
    ['link-signal', offer(certificate), 'message-malformed'],
  ]
  for (const [place, [name, input, error]] of forgeries.entries()) {
    // Before and after the question who called: both are before the approval.
    await (place % 2 === 0 ? toApproval(call) : toDecision(call))
    expect(await forge(call, name, input), name).toMatchObject({ ok: false, error })
    await expectEnded(call, 'failed')
  }
})

/** Asks the page's browser for every kind of picture and sound, as if the customer had just clicked. */
const captures = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { mediaDevices } = navigator
    const asked = [
      () => mediaDevices.getDisplayMedia({ video: true }),
      () => mediaDevices.getDisplayMedia({ video: true, audio: true }),
      () => mediaDevices.getUserMedia({ video: true }),
      () => mediaDevices.getUserMedia({ audio: true }),
      // The older way, past getDisplayMedia.
      () =>
        mediaDevices.getUserMedia({
          video: { mandatory: { chromeMediaSource: 'desktop' } },
        } as unknown as MediaStreamConstraints),
    ]
    const answers: string[] = []
    for (const ask of asked)
      answers.push(
        await ask().then(
          () => 'captured',
          (error: unknown) => (error instanceof DOMException ? 'refused' : String(error)),
        ),
      )
    return answers
  })
const refusals = Array(5).fill('refused')
