import { type Attempts, createAttempts } from './attempts'
import { type Clock, hour, minute, second } from './clock'

/** Wrong codes on one connection; after that it is answered `too-many-attempts` until it connects anew. */
export const wrongCodesPerSocket = 5

/** An agent that has not joined by then is closed: it holds a place and is not helped by waiting. */
export const unjoinedLimit = 15 * minute

/** Connections that one address may hold at a time; many homes share one address behind a provider's gateway. */
export const socketsPerAddress = 200

/** Of any kind, also those that never say a word; each of the above may ask for something beside its socket. */
export const connectionsPerAddress = 3 * socketsPerAddress

/**
 * All counts per window. Good sign-ins and good codes are given back, so that a call centre behind one address is not
 * shut out by its own success.
 */
export type Limits = {
  readonly signInsPerUser: Attempts
  readonly signInsPerAddress: Attempts
  readonly codesPerAddress: Attempts
  readonly codesInAll: Attempts
  readonly resumesPerAddress: Attempts
  readonly certificatesPerAddress: Attempts
  readonly certificatesInAll: Attempts
  readonly connections: Attempts
  readonly messagesPerSocket: Attempts
  readonly messagesPerAddress: Attempts
  readonly refusedMessages: Attempts
  prune(): void
}

export function createLimits(clock: Clock): Limits {
  const limits = {
    signInsPerUser: createAttempts(5, minute, clock),
    signInsPerAddress: createAttempts(30, minute, clock),
    codesPerAddress: createAttempts(10, 10 * minute, clock),
    codesInAll: createAttempts(fewestGuesses, minute, clock),
    // Nobody guesses 256 bits; this keeps who tries from asking the database for ever. When a relay comes back, all the
    // homes behind one address do as well, and each of them may be told only now that its session is over.
    resumesPerAddress: createAttempts(socketsPerAddress, 10 * minute, clock),
    // One PC asks once in two years; but hundreds of homes stand behind one address of a provider. Nothing is kept of
    // an issued one, so a flood costs the relay only a signature each.
    certificatesPerAddress: createAttempts(100, hour, clock),
    certificatesInAll: createAttempts(1000, hour, clock),
    connections: createAttempts(300, minute, clock),
    messagesPerSocket: createAttempts(200, 10 * second, clock),
    messagesPerAddress: createAttempts(2000, 10 * second, clock),
    refusedMessages: createAttempts(200, 10 * second, clock),
  }
  return {
    ...limits,
    prune() {
      for (const attempts of Object.values(limits)) attempts.prune()
    },
  }
}

const fewestGuesses = 20

/**
 * Wrong codes that are taken per minute from everyone together.
 *
 * With N codes open, a blind guess hits one of them with the chance N / 1,000,000. G guesses a minute hit G x N /
 * 1,000,000 times. G = 1000 / N keeps that at one in a thousand for a minute, however many addresses the guesses come
 * from: an attack without a pause waits 16 hours for one hit on average, and what it then reaches is an operator who
 * expects somebody else, not a customer's screen. Honest slips of the finger grow with N, so G is never under 20;
 * that reaches one in a thousand at N = 50 and one in fifty at N = 1000. Above the ceiling nobody joins for the rest
 * of the minute: a flood of guesses can delay support, but not break into it.
 */
export const guessesPerMinute = (openCodes: number): number =>
  Math.max(fewestGuesses, Math.floor(1000 / Math.max(1, openCodes)))
