import { describe, expect, it } from 'vitest'
import { endReasons, isReport, reasonBy, toldToConsole } from '../../src/shared/end-reasons'
import { agentToConsole, consoleToAgent, PEER_VERSION } from '../../src/shared/peer-protocol'
import { relayToAgent, relayToConsole } from '../../src/shared/protocol'

describe('a report', () => {
  it('is the customer’s alone to say', () => {
    expect([reasonBy('agent', 'reported'), reasonBy('console', 'reported')]).toEqual(['reported', 'failed'])
    expect(endReasons.filter(isReport)).toEqual(['scam', 'reported'])
  })

  it('is told to a console as any other end by the customer; all other ends are told as they are', () => {
    expect(toldToConsole('reported', true)).toBe('customer')
    expect(toldToConsole('reported', false)).toBe('refused')
    for (const reason of endReasons)
      for (const approved of [true, false])
        if (reason !== 'reported') expect(toldToConsole(reason, approved)).toBe(reason)
  })

  it('has no way to a console: neither relay nor data channel has a message for it', () => {
    const takes = { v: PEER_VERSION, type: 'ended', reason: 'customer' }
    for (const schema of [relayToConsole, agentToConsole, consoleToAgent, relayToAgent])
      expect(schema.safeParse(takes).success).toBe(true)
    const told = { ...takes, reason: 'reported' }
    for (const schema of [relayToConsole, agentToConsole, consoleToAgent])
      expect(schema.safeParse(told).success).toBe(false)
    expect(relayToAgent.safeParse(told).success).toBe(true)
  })
})
