import { z } from '../shared/zod'
import type { Store } from './store'

/** In order, each once, never edited after a release: a change is a new entry at the end. Times are in UTC. */
const migrations: ReadonlyArray<{ readonly id: number; readonly sql: string }> = [
  {
    id: 1,
    sql: `
      create table operators (
        id text primary key,
        user_name text not null unique,
        name text not null,
        company text not null,
        role text not null check (role in ('operator', 'administrator')),
        password text not null,
        try_out boolean not null,
        created_at timestamptz not null,
        disabled_at timestamptz
      );
      create table sign_ins (
        token_hash text primary key,
        operator_id text not null references operators (id),
        created_at timestamptz not null,
        seen_at timestamptz not null
      );
      create index sign_ins_by_operator on sign_ins (operator_id);
      create table codes (
        code text primary key,
        session text not null unique,
        operator_id text not null references operators (id),
        opened_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        voided_at timestamptz
      );
      create table audit (
        id text primary key,
        at timestamptz not null,
        event text not null,
        operator_id text references operators (id),
        session text,
        reason text
      );
      create index audit_by_time on audit (at);
      create index audit_by_session on audit (session);
    `,
  },
  {
    id: 2,
    sql: `
      create table profiles (
        id text primary key,
        body text not null,
        sha256 text not null,
        loaded_at timestamptz not null
      );
      create table devices (
        id text primary key,
        key_fingerprint text not null,
        first_seen_at timestamptz not null,
        last_seen_at timestamptz not null,
        revoked_at timestamptz
      );
      create table device_sessions (
        device_id text not null references devices (id),
        session text not null,
        at timestamptz not null,
        primary key (device_id, session)
      );
      create index device_sessions_by_time on device_sessions (device_id, at);
      create table records (
        hash text primary key,
        id text not null,
        kind text not null check (kind in ('acceptance', 'receipt')),
        told_at timestamptz not null
      );
      create index records_by_time on records (told_at);
      alter table audit add column device text;
    `,
  },
  {
    id: 3,
    sql: `
      create table sessions (
        session text primary key,
        operator_id text not null references operators (id),
        sign_in text not null,
        language text not null,
        agent_token text not null,
        console_token text not null,
        resume_seconds integer not null,
        progress text not null check (progress in ('none', 'approved', 'live')),
        challenge text,
        device text,
        joined_at timestamptz not null,
        seen_at timestamptz not null,
        ended_at timestamptz,
        reason text
      );
      create index sessions_by_end on sessions (ended_at);
    `,
  },
]

const applied = z.object({ id: z.number() })

export async function migrate(store: Store): Promise<void> {
  await store.script('create table if not exists migrations (id integer primary key)')
  const done = new Set((await store.query('select id from migrations', [], applied)).map((row) => row.id))
  for (const { id, sql } of migrations) {
    if (!done.has(id)) await store.script(`${sql}; insert into migrations (id) values (${id})`)
  }
}
