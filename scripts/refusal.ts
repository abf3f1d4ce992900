/**
 * A failure we expect: no network, no right, a port in use. It carries one sentence that tells a person what to do;
 * `cli.ts` prints it without a stack and exits 1. Everything else that is thrown is a fault of ours and keeps its stack.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

/** The message of anything thrown, for the end of a sentence. */
export function reason(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
