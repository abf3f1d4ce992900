import { afterEach, expect, test } from 'vitest'
import { connect, joining, openStage, resuming, type Stage } from './stage'

const stages: Stage[] = []
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close()
})
async function open(env: Record<string, string>): Promise<Stage> {
  const stage = await openStage(env)
  stages.push(stage)
  return stage
}
async function opened(stage: Stage) {
  const operator = await connect(stage.address, '/console', {
    extraHeaders: { cookie: await stage.signIn() },
  })
  const { code } = await operator.ask({ type: 'open' })
  return { operator, code: String(code) }
}

test('an agent that is too old is told so, before its code is looked at or counted', async () => {
  const stage = await open({ SOBANI_RELAY_MINIMUM_VERSION: '0.2.0' })
  const { code, operator } = await opened(stage)
  const agent = await connect(stage.address, '/agent')
  for (let times = 0; times < 5; times++)
    for (const agentVersion of ['0.1.9', '0.1.10', '0', 'next', '0.2.0-beta'])
      expect(await agent.ask({ ...joining(times === 0 ? code : '000000'), agentVersion })).toEqual({
        ok: false,
        error: 'agent-too-old',
      })
  // Nothing was counted, and the code is as good as before.
  expect(await agent.ask({ ...joining(code), agentVersion: '0.2.0' })).toMatchObject({ ok: true })
  expect(stage.log.filter((line) => line.includes('an agent was refused'))).toHaveLength(25)
  expect(stage.log.join()).not.toContain(code)
  agent.close()
  operator.close()
})

test('agents of the legacy channel are served, unless the relay refuses them', async () => {
  for (const [env, answer] of [
    [{}, { ok: true }],
    [{ SOBANI_RELAY_LEGACY: 'serve' }, { ok: true }],
    [{ SOBANI_RELAY_LEGACY: 'refuse' }, { ok: false, error: 'channel-refused' }],
  ] as const) {
    const stage = await open(env)
    const { code, operator } = await opened(stage)
    const agent = await connect(stage.address, '/agent')
    expect(await agent.ask({ ...joining(code), channel: 'legacy' })).toMatchObject(answer)
    if (!answer.ok) expect(await agent.ask(joining(code))).toMatchObject({ ok: true })
    agent.close()
    operator.close()
  }
})

test('a session that stands is come back to, whatever the relay asks for since', async () => {
  const stage = await open({ SOBANI_RELAY_MINIMUM_VERSION: '0.1.0' })
  const { code, operator } = await opened(stage)
  const agent = await connect(stage.address, '/agent')
  const joined = await agent.ask(joining(code))
  expect(joined.ok).toBe(true)
  Object.assign(stage.config, { minimumVersion: '9.0.0' })
  agent.kill()
  const again = await connect(stage.address, '/agent')
  expect(await again.ask(resuming(String(joined.session), String(joined.resume)))).toMatchObject({ ok: true })
  again.close()
  operator.close()
})
