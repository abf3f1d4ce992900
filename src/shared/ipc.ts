import { callers } from './callers'
import { check, verdict } from './environment'
import { errorCodes } from './errors'
import { itemId } from './inventory'
import { bilingual, language } from './language'
import { endReason, iceServer, operatorRecord, signal } from './protocol'
import { receipt } from './receipt'
import { z } from './zod'

/**
 * Every call between a window and main. The table is a value: main's handlers, the preload's bridge and the pages'
 * types all derive from it, and a name that is not here does not exist. Pages only show and wish.
 */

/** The windows that main makes; a call is answered only for the pages named beside it. */
export const pages = ['index', 'bar'] as const
export type Page = (typeof pages)[number]

const documentId = z.enum(['license', 'notices'])
const nothing = z.undefined()

/** A late or refused wish changes nothing; the page shows the next view that main pushes. */
const outcome = z.union([
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({ ok: z.literal(false), error: z.enum(errorCodes), field: z.string().exactOptional() }),
])
export type Outcome = z.infer<typeof outcome>

/** What is on the customer's screen: main's phase, less what the page need not know. */
export const view = z.strictObject({
  language,
  company: bilingual,
  phone: z.string(),
  hours: bilingual,
  screen: z.discriminatedUnion('name', [
    z.strictObject({
      name: z.literal('documents'),
      documents: z.array(
        z.strictObject({
          id: documentId,
          version: z.string(),
          title: z.string(),
          text: z.string(),
          sha256: z.string(),
          read: z.boolean(),
        }),
      ),
    }),
    z.strictObject({
      name: z.literal('environment'),
      verdict: verdict.nullable(),
      checks: z.array(check),
    }),
    z.strictObject({
      name: z.literal('inventory'),
      items: z.array(
        z.strictObject({
          id: itemId,
          sensitivity: z.enum(['technical', 'personal']),
          state: z.enum(['off', 'reading', 'on']),
          value: z.string().nullable(),
        }),
      ),
    }),
    z.strictObject({
      name: z.literal('code'),
      state: z.enum(['ready', 'asking', 'joining']),
      error: z.enum(errorCodes).nullable(),
      operator: operatorRecord.nullable(),
    }),
    z.strictObject({
      name: z.literal('approval'),
      operator: operatorRecord,
      caller: z.literal('customer').nullable(),
      words: z.array(z.string()).length(3),
    }),
    z.strictObject({
      name: z.literal('live'),
      operator: operatorRecord,
      words: z.array(z.string()).length(3),
      approvedAt: z.iso.datetime(),
      /** Starting until the first frame leaves. */
      sharing: z.boolean(),
    }),
    z.strictObject({ name: z.literal('ended'), reason: endReason, receipt: receipt.nullable() }),
    z.strictObject({ name: z.literal('closed') }),
  ]),
})
export type View = z.infer<typeof view>
export type Screen = View['screen']

/** What the bar shows while the screen is shared. */
export const barView = z.strictObject({
  language,
  operator: operatorRecord,
  sharingSince: z.iso.datetime(),
  hotkey: z.string(),
})
export type BarView = z.infer<typeof barView>

/** Window -> main. `from` lists the pages that may call. */
export const calls = {
  view: { from: ['index'], input: nothing, output: view },
  'set-language': { from: ['index'], input: language, output: outcome },
  'document-read': { from: ['index'], input: documentId, output: outcome },
  'accept-documents': {
    from: ['index'],
    input: z.array(z.strictObject({ id: documentId, sha256: z.string() })).max(8),
    output: outcome,
  },
  'decline-documents': { from: ['index'], input: nothing, output: outcome },
  'check-environment': { from: ['index'], input: nothing, output: outcome },
  'confirm-environment': { from: ['index'], input: nothing, output: outcome },
  'switch-item': { from: ['index'], input: z.strictObject({ id: itemId, on: z.boolean() }), output: outcome },
  'agree-inventory': { from: ['index'], input: nothing, output: outcome },
  'enter-code': { from: ['index'], input: z.string().regex(/^\d{6}$/), output: outcome },
  'name-caller': { from: ['index'], input: z.enum(callers), output: outcome },
  approve: { from: ['index'], input: nothing, output: outcome },
  deny: { from: ['index'], input: nothing, output: outcome },
  disconnect: { from: ['index', 'bar'], input: nothing, output: outcome },
  restart: { from: ['index'], input: nothing, output: outcome },
  quit: { from: ['index'], input: nothing, output: outcome },
  receipts: { from: ['index'], input: nothing, output: z.array(receipt) },
  /** The peer connection lives in the page (WebRTC exists only there); everything it says passes main. */
  'link-signal': { from: ['index'], input: signal, output: outcome },
  'link-opened': { from: ['index'], input: nothing, output: outcome },
  'link-message': { from: ['index'], input: z.string().max(16_000), output: outcome },
  'link-closed': { from: ['index'], input: nothing, output: outcome },
  'stream-started': { from: ['index'], input: nothing, output: outcome },
  'stream-failed': { from: ['index'], input: nothing, output: outcome },
  'bar-view': { from: ['bar'], input: nothing, output: barView },
} as const satisfies Record<string, { from: readonly Page[]; input: z.ZodType; output: z.ZodType }>

export type Calls = typeof calls
export type CallName = keyof Calls
export type CallInput<N extends CallName> = z.infer<Calls[N]['input']>
export type CallOutput<N extends CallName> = z.infer<Calls[N]['output']>

/** What main tells the page's peer connection to do. */
export const linkCommand = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('open'), iceServers: z.array(iceServer) }),
  z.strictObject({ do: z.literal('signal'), signal }),
  z.strictObject({ do: z.literal('send'), text: z.string() }),
  z.strictObject({ do: z.literal('share') }),
  z.strictObject({ do: z.literal('close') }),
])
export type LinkCommand = z.infer<typeof linkCommand>

/** Main -> window. */
export const pushes = { view, link: linkCommand } as const satisfies Record<string, z.ZodType>
export type Pushes = typeof pushes
export type PushName = keyof Pushes
export type Push<N extends PushName> = z.infer<Pushes[N]>

/** What the preload puts on `window.sobani`, and all of it. `on` returns its own undo. */
export type Bridge = {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  on<N extends PushName>(name: N, listener: (push: Push<N>) => void): () => void
}
