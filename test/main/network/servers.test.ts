import { describe, expect, it } from 'vitest'
import { createServerQuestion } from '../../../src/main/network/servers'
import type { LinkCommand } from '../../../src/shared/ipc'

const urls = ['stun:stun.example.jp', 'turn:turn.example.jp']
const answers = urls.map((url) => ({ url, reached: true }))
const asked: LinkCommand = { do: 'probe', urls }

function stage() {
  const commands: LinkCommand[] = []
  const question = createServerQuestion({ command: (command) => void commands.push(command) })
  const over = new AbortController()
  return { commands, question, over, answer: question.ask(urls, over.signal) }
}

describe('asking the page for its servers', () => {
  it('puts the question once, and takes the answer once', async () => {
    const { commands, question, answer } = stage()
    expect(commands).toEqual([asked])
    expect(question.answered(answers)).toEqual({ ok: true })
    expect(await answer).toEqual(answers)
    expect(question.answered(answers)).toEqual({ ok: false, error: 'message-late' })
  })

  it('has no answer where the time is over, and takes none after', async () => {
    const { question, over, answer } = stage()
    over.abort()
    expect(await answer).toBeNull()
    expect(question.answered(answers)).toEqual({ ok: false, error: 'message-late' })
  })

  it('refuses an answer to what was not asked, and still waits', async () => {
    const { question, answer } = stage()
    expect(question.answered([{ url: 'turn:elsewhere.example', reached: true }])).toEqual({
      ok: false,
      error: 'message-malformed',
      field: 'url',
    })
    expect(question.answered(answers.slice(1))).toEqual({ ok: true })
    expect(await answer).toEqual(answers.slice(1))
  })

  it('puts an open question again to a page that came later, and no other', async () => {
    const { commands, question, answer } = stage()
    question.repeat()
    expect(commands).toEqual([asked, asked])
    question.answered(answers)
    await answer
    question.repeat()
    expect(commands).toHaveLength(2)
  })

  it('gives up the first question for a second', async () => {
    const { question, answer } = stage()
    const second = question.ask(['stun:other.example'], new AbortController().signal)
    expect(await answer).toBeNull()
    expect(question.answered(answers)).toMatchObject({ error: 'message-malformed' })
    question.answered([{ url: 'stun:other.example', reached: false }])
    expect(await second).toEqual([{ url: 'stun:other.example', reached: false }])
  })
})
