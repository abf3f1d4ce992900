import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { CORE_SCHEMA, load } from 'js-yaml'
import type { Channel } from '../../shared/built-for'
import { type UpdateFeed, updateFeed } from '../../shared/update-feed'

export type FeedFault = 'key-unusable' | 'signature-wrong' | 'feed-malformed' | 'channel-other'

export type ReadFeed =
  | { readonly ok: true; readonly feed: UpdateFeed }
  | { readonly ok: false; readonly why: FeedFault }

const no = (why: FeedFault): ReadFeed => ({ ok: false, why })

/**
 * Reads a feed. Nothing of it is looked at before its signature holds.
 * @param bytes the file's very bytes
 * @param signature Ed25519 over them, in base64; white space around it does not count
 * @param key Ed25519 public key, SPKI in base64
 */
export function readFeed(
  bytes: Uint8Array,
  signature: string,
  { key, channel }: { readonly key: string; readonly channel: Channel },
): ReadFeed {
  const publicKey = publicKeyOf(key)
  if (publicKey === null) return no('key-unusable')
  const signed = signature.trim()
  if (!/^[A-Za-z0-9+/]{86}==$/.test(signed)) return no('signature-wrong')
  if (!verify(null, bytes, publicKey, Buffer.from(signed, 'base64'))) return no('signature-wrong')
  const parsed = updateFeed.safeParse(yamlIn(bytes))
  if (!parsed.success) return no('feed-malformed')
  return parsed.data.sobani.channel === channel ? { ok: true, feed: parsed.data } : no('channel-other')
}

function publicKeyOf(key: string): KeyObject | null {
  try {
    const made = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
    return made.asymmetricKeyType === 'ed25519' ? made : null
  } catch {
    // What is no key checks nothing: the same as one of another kind.
    return null
  }
}

/** Undefined where it is no YAML: it then has no shape either. */
function yamlIn(bytes: Uint8Array): unknown {
  try {
    return load(new TextDecoder('utf-8', { fatal: true }).decode(bytes), { schema: CORE_SCHEMA })
  } catch {
    return undefined
  }
}
