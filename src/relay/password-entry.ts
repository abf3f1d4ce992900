import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { shortestPassword } from './passwords'

export type Entered =
  | { readonly ok: true; readonly password: string }
  | { readonly ok: false; readonly sentence: string }

/** A new password: from a pipe as it is (less one line end), at a terminal asked for twice and not shown. */
export async function enterPassword(): Promise<Entered> {
  const password = process.stdin.isTTY
    ? await ask('Password: ')
    : (await text(process.stdin)).replace(/\r?\n$/, '')
  if (password.length < shortestPassword)
    return { ok: false, sentence: `The password should have at least ${shortestPassword} characters.` }
  if (password.length > 200)
    return { ok: false, sentence: 'The password should have at most 200 characters.' }
  if (process.stdin.isTTY && (await ask('Again: ')) !== password)
    return { ok: false, sentence: 'The two passwords were not the same: run the command again.' }
  return { ok: true, password }
}

async function ask(question: string): Promise<string> {
  process.stderr.write(question)
  // readline writes every key back to its output; this one keeps them to itself.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await terminal.question('')
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}
