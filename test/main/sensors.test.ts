import type { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSensors, type PrivateWatch } from '../../src/main/sensors'
import { quietLog } from './quiet'

const system = vi.hoisted(() => ({ power: null as unknown as EventEmitter, screen: 'granted' }))
vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events')
  system.power = new EventEmitter()
  return {
    powerMonitor: system.power,
    systemPreferences: { getMediaAccessStatus: () => system.screen },
  }
})

const log = quietLog()
beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Tells what the test says, and knows whether it is watched. */
function fakeWatch() {
  let tell: ((holds: boolean | null) => void) | null = null
  const watch: PrivateWatch = (told) => {
    tell = told
    return () => {
      tell = null
    }
  }
  return { watch, tell: (holds: boolean | null) => tell?.(holds), watched: () => tell !== null }
}

function started(platform: NodeJS.Platform, watch: PrivateWatch | null, autoPause = () => true) {
  const told: [string, boolean][] = []
  const sensors = createSensors(platform, watch)
  sensors.start((reason, holds) => told.push([reason, holds]), { autoPause })
  return { sensors, told }
}

describe('sleep and the lock screen', () => {
  it('hold until the opposite is told', () => {
    const { sensors, told } = started('linux', null)
    for (const event of ['lock-screen', 'suspend', 'resume', 'unlock-screen']) system.power.emit(event)
    expect(told).toEqual([
      ['locked', true],
      ['asleep', true],
      ['asleep', false],
      ['locked', false],
    ])
    sensors.stop()
  })

  it('stay locked until both the screen and the user are back', () => {
    const { sensors, told } = started('darwin', null)
    for (const event of ['lock-screen', 'user-did-resign-active', 'user-did-become-active'])
      system.power.emit(event)
    expect(told).toEqual([['locked', true]])
    system.power.emit('unlock-screen')
    expect(told).toEqual([
      ['locked', true],
      ['locked', false],
    ])
    sensors.stop()
  })

  it('are heard no more after the end', () => {
    const { sensors, told } = started('linux', null)
    sensors.stop()
    sensors.stop()
    system.power.emit('suspend')
    expect(told).toEqual([])
    expect(system.power.eventNames()).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a password that is typed', () => {
  it('is told once each way, and what could not be read changes nothing', () => {
    const { watch, tell } = fakeWatch()
    const { sensors, told } = started('darwin', watch)
    for (const holds of [false, true, true, null, false, false]) tell(holds)
    expect(told).toEqual([
      ['private', true],
      ['private', false],
    ])
    expect(sensors.knowsPrivate).toBe(true)
    sensors.stop()
  })

  it('is looked for only while the customer wants that, and let go at once when not', async () => {
    const { watch, tell, watched } = fakeWatch()
    let wanted = false
    const { sensors, told } = started('win32', watch, () => wanted)
    expect(watched()).toBe(false)
    wanted = true
    await vi.advanceTimersByTimeAsync(1000)
    expect(watched()).toBe(true)
    tell(true)
    wanted = false
    await vi.advanceTimersByTimeAsync(1000)
    expect(watched()).toBe(false)
    expect(told).toEqual([
      ['private', true],
      ['private', false],
    ])
    sensors.stop()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is not claimed to be known where it never could be read', () => {
    const { watch, tell, watched } = fakeWatch()
    const { sensors, told } = started('win32', watch)
    expect(sensors.knowsPrivate).toBe(true)
    tell(null)
    expect(sensors.knowsPrivate).toBe(false)
    expect(log.lines).toHaveLength(1)
    tell(false)
    expect(sensors.knowsPrivate).toBe(true)
    sensors.stop()
    expect(watched()).toBe(false)
    tell(true)
    expect(told).toEqual([])
  })

  it('is not known on Linux', () => {
    expect(createSensors('linux').knowsPrivate).toBe(false)
    expect(createSensors('darwin').knowsPrivate).toBe(true)
    expect(createSensors('win32').knowsPrivate).toBe(true)
  })
})

describe('the permission to capture', () => {
  it.each(['not-determined', 'denied', 'restricted', 'unknown'])(
    'is refused on a Mac that says %s',
    (said) => {
      system.screen = said
      expect(createSensors('darwin', null).capture()).toBe('denied')
      expect(createSensors('win32', null).capture()).toBe('granted')
    },
  )

  it('is granted where a Mac says so', () => {
    system.screen = 'granted'
    expect(createSensors('darwin', null).capture()).toBe('granted')
  })
})
