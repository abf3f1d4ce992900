import { callers } from './callers'
import { check, verdict } from './environment'
import { errorCodes } from './errors'
import { itemId, router, routerFields } from './inventory'
import { linkCalls, linkCommand } from './ipc-link'
import { forgettable, storedThing } from './ipc-stored'
import { bilingual, language } from './language'
import { about } from './licences'
import { nothing, outcome, type Refused, saving } from './outcome'
import { pcCheckAreaId, pcCheckRequest } from './pc-check'
import { displayInfo, pictureState } from './picture'
import { managedView } from './policy'
import { endReason, operatorRecord } from './protocol'
import { documentId, receipt } from './receipt'
import { recordHeader } from './records'
import { textSizes } from './text-sizes'
import { updateView } from './update-feed'
import { z } from './zod'

/**
 * Every call between a window and main. The table is a value: main's handlers, the preload's bridge and the pages'
 * types all derive from it, and a name that is not here does not exist. Pages only show and wish.
 */

export type { LinkCommand } from './ipc-link'
export { type Forgettable, forgettable, type StoredThing, storedIds, storedThing } from './ipc-stored'
export type { Outcome, Saving } from './outcome'

/** The windows that main makes; a call is answered only for the pages named beside it. */
export const pages = ['index', 'bar', 'paper'] as const
export type Page = (typeof pages)[number]

const textSize = z.literal(textSizes)
export type TextSize = z.infer<typeof textSize>

/** How a document differs from the one that was agreed to before, in order, whole lines. */
const change = z.strictObject({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })
export type Change = z.infer<typeof change>

/** A receipt with the record that holds it. */
export const keptReceipt = z.strictObject({ record: recordHeader, receipt })
export type KeptReceipt = z.infer<typeof keptReceipt>

/** What the page for printing shows: one document or one receipt, and nothing else. */
export const paperView = z.discriminatedUnion('name', [
  z.strictObject({
    name: z.literal('document'),
    language,
    company: bilingual,
    document: z.strictObject({ id: documentId, version: z.string(), title: z.string(), text: z.string() }),
  }),
  z.strictObject({ name: z.literal('receipt'), language, kept: keptReceipt }),
])
export type PaperView = z.infer<typeof paperView>

/** What is on the customer's screen: main's phase, less what the page need not know. */
export const view = z.strictObject({
  language,
  textSize,
  company: bilingual,
  phone: z.string(),
  hours: bilingual,
  managed: managedView,
  update: updateView.nullable(),
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
          /** Accepted for the customer by their organisation: it can be read, and need not be. */
          organisation: z.boolean(),
          /** Null where nothing was agreed to before; else the earlier version and the way from it to this one. */
          earlier: z.strictObject({ version: z.string(), changes: z.array(change) }).nullable(),
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
          state: z.enum(['off', 'reading', 'on']),
          value: z.string().nullable(),
          /** Why there is no value, where a sentence can say so. */
          error: z.enum(errorCodes).nullable(),
        }),
      ),
      /** Which lines of the router the customer has filled in. What stands there is not sent back to the page. */
      routerTyped: z.array(z.enum(routerFields)),
    }),
    z.strictObject({
      name: z.literal('code'),
      state: z.enum(['ready', 'asking', 'joining']),
      error: z.enum(errorCodes).nullable(),
      operator: operatorRecord.nullable(),
      /** Closed = no code can be entered; `opensAt` is ISO 8601 in UTC, null where no day within a year is open. */
      desk: z.discriminatedUnion('open', [
        z.strictObject({ open: z.literal(true) }),
        z.strictObject({ open: z.literal(false), opensAt: z.iso.datetime().nullable() }),
      ]),
    }),
    z.strictObject({
      name: z.literal('approval'),
      operator: operatorRecord,
      caller: z.literal('customer').nullable(),
      words: z.array(z.string()).length(3),
      /** Lost = nothing can be allowed until it stands again. */
      contact: z.enum(['standing', 'lost']),
    }),
    z.strictObject({
      name: z.literal('live'),
      operator: operatorRecord,
      words: z.array(z.string()).length(3),
      approvedAt: z.iso.datetime(),
      /** Starting until the first frame leaves; else whether there is a picture, and why not. */
      picture: pictureState,
      /** `words`: the other end has new keys; `words` above are the new ones, to be compared and confirmed. */
      contact: z.enum(['standing', 'lost', 'words']),
      /** Seconds for which a lost contact is waited for; `lostAt` is null while it stands. */
      lostAt: z.iso.datetime().nullable(),
      resumeSeconds: z.number(),
      /** The display that is shown, where there are several to speak of. */
      display: displayInfo.nullable(),
      /** What the operator waits for: to see other displays, to keep a still. */
      othersAsked: z.boolean(),
      stillAsked: z.boolean(),
      /** The question whether to go on: until when it is to be answered. */
      goOnUntil: z.iso.datetime().nullable(),
      /** When the session's length is over; null = no limit. */
      endsAt: z.iso.datetime().nullable(),
      /** Whether the picture goes by itself while a password is typed; null where this system cannot tell. */
      autoPause: z.boolean().nullable(),
      /** The operator is being shown what was typed of the router. */
      routerShown: z.boolean(),
      /** When it was last, also where it no longer is: a look of a moment must not go by unseen. */
      routerShownAt: z.iso.datetime().nullable(),
      /** The newest request; older ones are on the receipt. */
      pcCheck: pcCheckRequest.nullable(),
      pcCheckAreas: z.array(pcCheckAreaId),
    }),
    z.strictObject({
      name: z.literal('ended'),
      reason: endReason,
      receipt: keptReceipt.nullable(),
      /** It could not be written to the disk. */
      unwritten: z.boolean(),
      /** Whether the company knows what the customer reported; null where nothing was. */
      report: z.enum(['telling', 'told', 'untold']).nullable(),
    }),
    z.strictObject({ name: z.literal('closed') }),
  ]),
})
export type View = z.infer<typeof view>
export type Screen = View['screen']

export const barEdge = z.enum(['top', 'bottom'])
export type BarEdge = z.infer<typeof barEdge>

/** What the bar shows while the screen is shared. */
export const barView = z.strictObject({
  language,
  operator: operatorRecord,
  sharingSince: z.iso.datetime(),
  /** Keys that disconnect, and that hide the picture or show it again. */
  hotkey: z.string(),
  pauseHotkey: z.string(),
  picture: pictureState,
  contact: z.enum(['standing', 'lost', 'words']),
  /** The main window has something to ask. */
  question: z.boolean(),
  endsAt: z.iso.datetime().nullable(),
  textSize,
  /** Where on the display the bar stands: it can make way for what is under it. */
  edge: barEdge,
})
export type BarView = z.infer<typeof barView>

/** Window -> main. `from` lists the pages that may call. */
export const calls = {
  view: { from: ['index'], input: nothing, output: view },
  'set-language': { from: ['index'], input: language, output: outcome },
  'set-text-size': { from: ['index'], input: textSize, output: outcome },
  'print-document': { from: ['index'], input: documentId, output: outcome },
  'save-document': { from: ['index'], input: documentId, output: saving },
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
  /** The switch of the router must be on. Main keeps it in memory and never sends it back to a page. */
  'type-router': { from: ['index'], input: router, output: outcome },
  'agree-inventory': { from: ['index'], input: nothing, output: outcome },
  /** Back from the code to the choice, which stands as it was. */
  reconsider: { from: ['index'], input: nothing, output: outcome },
  'enter-code': { from: ['index'], input: z.string().regex(/^\d{6}$/), output: outcome },
  'name-caller': { from: ['index'], input: z.enum(callers), output: outcome },
  approve: { from: ['index'], input: nothing, output: outcome },
  deny: { from: ['index'], input: nothing, output: outcome },
  'answer-pc-check': { from: ['index'], input: z.strictObject({ granted: z.boolean() }), output: outcome },
  disconnect: { from: ['index', 'bar'], input: nothing, output: outcome },
  /** Ends the session because the operator seems suspicious, and tells the company; never the operator. */
  report: { from: ['index'], input: nothing, output: outcome },
  /** Hides the picture from the operator, and shows it again (目隠し). Only the customer does either. */
  pause: { from: ['index', 'bar'], input: nothing, output: outcome },
  unpause: { from: ['index', 'bar'], input: nothing, output: outcome },
  'set-auto-pause': { from: ['index'], input: z.boolean(), output: outcome },
  /** The new words of an end whose keys changed: the same on both sides, or not (which ends the session). */
  'answer-words': {
    from: ['index'],
    /** With the very words that were answered: others may have come while the hand was on its way. */
    input: z.strictObject({ same: z.boolean(), words: z.array(z.string().max(40)).length(3) }),
    output: outcome,
  },
  'answer-others': { from: ['index'], input: z.strictObject({ granted: z.boolean() }), output: outcome },
  'answer-still': { from: ['index'], input: z.strictObject({ granted: z.boolean() }), output: outcome },
  'go-on': { from: ['index', 'bar'], input: nothing, output: outcome },
  /** Brings the main window to the front: the bar has no room for a question. */
  'show-window': { from: ['bar'], input: nothing, output: outcome },
  'move-bar': { from: ['bar'], input: barEdge, output: outcome },
  /** Fetches the new version and restarts with it. `later`: once a version; passes over a failure as well. */
  'update-now': { from: ['index'], input: nothing, output: outcome },
  'update-later': { from: ['index'], input: nothing, output: outcome },
  restart: { from: ['index'], input: nothing, output: outcome },
  quit: { from: ['index'], input: nothing, output: outcome },
  /** Newest first. */
  receipts: { from: ['index'], input: nothing, output: z.array(keptReceipt) },
  'save-receipt': {
    from: ['index'],
    input: z.strictObject({ record: recordHeader.shape.id, format: z.enum(['pdf', 'json']) }),
    output: saving,
  },
  stored: { from: ['index'], input: nothing, output: z.array(storedThing) },
  forget: { from: ['index'], input: forgettable, output: outcome },
  /** What this program is, and the licences of whose work is inside. */
  about: { from: ['index'], input: nothing, output: about },
  'paper-view': { from: ['paper'], input: nothing, output: paperView },
  /** The page has drawn what it was given. */
  'paper-ready': { from: ['paper'], input: nothing, output: outcome },
  /** Whether the network lets a picture through can only be tried in a page (WebRTC): it answers a `probe` command. */
  'network-probed': {
    from: ['index'],
    input: z.array(z.strictObject({ url: z.string().max(200), reached: z.boolean() })).max(64),
    output: outcome,
  },
  ...linkCalls,
  'bar-view': { from: ['bar'], input: nothing, output: barView },
} as const satisfies Record<string, { from: readonly Page[]; input: z.ZodType; output: z.ZodType }>

export type Calls = typeof calls
export type CallName = keyof Calls
export type CallInput<N extends CallName> = z.infer<Calls[N]['input']>
export type CallOutput<N extends CallName> = z.infer<Calls[N]['output']>
/** What a page gets: the output, or why there is none. */
export type CallAnswer<N extends CallName> = CallOutput<N> | Refused

/** Main -> window. */
export const pushes = { view, link: linkCommand, bar: barView } as const satisfies Record<string, z.ZodType>
export type Pushes = typeof pushes
export type PushName = keyof Pushes
export type Push<N extends PushName> = z.infer<Pushes[N]>

/** What the preload puts on `window.sobani`, and all of it. `on` returns its own undo. */
export type Bridge = {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallAnswer<N>>
  on<N extends PushName>(name: N, listener: (push: Push<N>) => void): () => void
}
