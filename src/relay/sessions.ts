import { type DeviceRecord, deviceRecord } from '../shared/device'
import { language } from '../shared/language'
import { type EndReason, endReason } from '../shared/protocol'
import { z } from '../shared/zod'
import { type Clock, minute, second } from './clock'
import type { Joined, Terms } from './rooms'
import type { Store } from './store'

/** How often a running relay notes that its sessions still go on; so much later than noted it may have stopped. */
export const heartbeat = 5 * second
/** How long an end is remembered, for the end of the session that does not know of it yet, beyond its wait. */
const remembered = 10 * minute

type Kept = Pick<Joined, 'session' | 'operator' | 'signIn' | 'challenge'> & Terms
type Changing = Pick<Joined, 'session' | 'signIn' | 'progress' | 'challenge' | 'device'>
export type EndedSession = Pick<Joined, 'operator' | 'tokens'> & { readonly reason: EndReason }

/** Joined sessions, as a relay that starts anew has to know them. Of the customer it holds the language. */
export type Sessions = {
  /** Once it returns a restart finds it. */
  add(session: Kept): Promise<void>
  keep(session: Changing): Promise<void>
  /** All that go on are noted as seen now. */
  seen(): Promise<void>
  end(session: string, reason: EndReason): Promise<void>
  /** One that was added and then joined by nobody. */
  forget(session: string): Promise<void>
  /** Null where it is not known (any more), or goes on. */
  findEnded(session: string): Promise<EndedSession | null>
  /** What an earlier run left: with nobody connected since it was seen last. */
  listLeft(): Promise<Joined[]>
  prune(): Promise<void>
}

const device = z.string().transform((text): DeviceRecord => deviceRecord.parse(JSON.parse(text)))
const tokens = { agent_token: z.string(), console_token: z.string() }
const leftRow = z.object({
  session: z.string(),
  operator_id: z.string(),
  sign_in: z.string(),
  language,
  ...tokens,
  resume_seconds: z.number(),
  progress: z.enum(['none', 'approved', 'live']),
  challenge: z.string().nullable(),
  device: device.nullable(),
  joined_at: z.date(),
  seen_at: z.date(),
})
const endedRow = z.object({ operator_id: z.string(), ...tokens, reason: endReason })

export const createSessions = (store: Store, clock: Clock): Sessions => ({
  async add({ session, operator, signIn, language, tokens, resumeSeconds, challenge, joinedAt }) {
    await store.run(
      `insert into sessions (session, operator_id, sign_in, language, agent_token, console_token, resume_seconds,
         progress, challenge, joined_at, seen_at) values ($1, $2, $3, $4, $5, $6, $7, 'none', $8, $9, $9)`,
      [
        session,
        operator,
        signIn,
        language,
        tokens.agent,
        tokens.console,
        resumeSeconds,
        challenge,
        new Date(joinedAt),
      ],
    )
  },
  async keep({ session, signIn, progress, challenge, device }) {
    await store.run(
      'update sessions set sign_in = $2, progress = $3, challenge = $4, device = $5 where session = $1',
      [session, signIn, progress, challenge, device === null ? null : JSON.stringify(device)],
    )
  },
  async seen() {
    await store.run('update sessions set seen_at = $1 where ended_at is null', [new Date(clock())])
  },
  async end(session, reason) {
    // What only a session that goes on needs goes at once.
    await store.run(
      'update sessions set ended_at = $2, reason = $3, challenge = null, device = null where session = $1',
      [session, new Date(clock()), reason],
    )
  },
  async forget(session) {
    await store.run('delete from sessions where session = $1', [session])
  },
  async findEnded(session) {
    const [row] = await store.query(
      `select operator_id, agent_token, console_token, reason from sessions
       where session = $1 and ended_at is not null`,
      [session],
      endedRow,
    )
    if (row === undefined) return null
    const { operator_id: operator, agent_token: agent, console_token: console, reason } = row
    return { operator, tokens: { agent, console }, reason }
  },
  async listLeft() {
    const rows = await store.query(
      `select session, operator_id, sign_in, language, agent_token, console_token, resume_seconds, progress,
         challenge, device, joined_at, seen_at from sessions where ended_at is null order by joined_at`,
      [],
      leftRow,
    )
    return rows.map((row): Joined => {
      // It may have gone on until just before the next note of it.
      const away = { link: null, awaySince: Math.min(clock(), row.seen_at.getTime() + heartbeat) }
      return {
        name: 'joined',
        session: row.session,
        operator: row.operator_id,
        signIn: row.sign_in,
        language: row.language,
        tokens: { agent: row.agent_token, console: row.console_token },
        resumeSeconds: row.resume_seconds,
        joinedAt: row.joined_at.getTime(),
        progress: row.progress,
        challenge: row.challenge,
        device: row.device,
        restored: true,
        agent: away,
        console: away,
      }
    })
  },
  async prune() {
    await store.run(
      `delete from sessions where ended_at < $1::timestamptz - resume_seconds * interval '1 second'`,
      [new Date(clock() - remembered)],
    )
  },
})
