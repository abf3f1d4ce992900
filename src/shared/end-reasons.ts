import { z } from './zod'

/** Why a session ended. The same word is shown (as a sentence) on both sides and kept on the receipt. */
export const endReasons = [
  'customer',
  'operator',
  'refused',
  'scam',
  'reported',
  'words-differ',
  'indicator',
  'operator-gone',
  'agent-gone',
  'relay-lost',
  'network',
  'session-limit',
  'unanswered',
  'code-expired',
  'timeout',
  'failed',
] as const
export const endReason = z.enum(endReasons)
export type EndReason = z.infer<typeof endReason>

/**
 * What a console may be told. That a customer found the operator suspicious is for the company alone: somebody who is
 * on the phone with the customer must not learn it, and is told what is true as well.
 */
export const consoleReason = endReason.exclude(['reported'])
export type ConsoleReason = z.infer<typeof consoleReason>
/** @param approved before that a customer who ends it has usually refused: a report must look like any other end */
export const toldToConsole = (reason: EndReason, approved: boolean): ConsoleReason =>
  reason !== 'reported' ? reason : approved ? 'customer' : 'refused'

/** The relay keeps these for the company (`report list`), and confirms only once they are kept. */
export const isReport = (reason: EndReason): boolean => reason === 'reported' || reason === 'scam'

/**
 * What each side can know of itself, and may therefore say. Neither may put words into the other's mouth: an operator's
 * page cannot have a receipt say that the customer ended it. Anything else is passed on as `failed`.
 */
const sayable: Record<'agent' | 'console', readonly EndReason[]> = {
  agent: [
    'customer',
    'refused',
    'scam',
    'reported',
    'words-differ',
    'indicator',
    'operator-gone',
    'agent-gone',
    'relay-lost',
    'network',
    'session-limit',
    'unanswered',
    'timeout',
    'failed',
  ],
  console: [
    'operator',
    'words-differ',
    'operator-gone',
    'agent-gone',
    'relay-lost',
    'network',
    'timeout',
    'failed',
  ],
}
export const reasonBy = (side: 'agent' | 'console', reason: EndReason): EndReason =>
  sayable[side].includes(reason) ? reason : 'failed'
