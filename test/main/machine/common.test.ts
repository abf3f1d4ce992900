import { describe, expect, it } from 'vitest'
import { cpu, freeSpace, machineName, memory } from '../../../src/main/machine/common'
import { type Recording, recordedHost } from './recorded-host'

const host = (change?: (kept: Recording) => void) => recordedHost('linux-ubuntu-22', change)

describe('what Node knows by itself', () => {
  it('is said as a person reads it', async () => {
    expect(await machineName(host())).toBe('pc')
    expect(await memory(host())).toBe('7.7 GB')
    expect(await cpu(host())).toBe('Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz (8)')
    expect(await freeSpace('/:', '/', host())).toBe('/: 61.2 GB / 249.8 GB')
  })

  it('names the clock where the processor’s name does not', async () => {
    const named = (model: string, speed: number) =>
      cpu(
        host((kept) => {
          kept.facts.cpus = [{ model, speed }]
        }),
      )
    expect(await named('  AMD   Ryzen 5 ', 2096)).toBe('AMD Ryzen 5, 2.1 GHz (1)')
    expect(await named('Apple M1', 0)).toBe('Apple M1 (1)')
    expect(await named(' ', 2096)).toBeNull()
  })

  it('is null where there is nothing, and no drive is no answer', async () => {
    const empty = host((kept) => {
      kept.facts.hostname = ' '
      kept.facts.cpus = []
      kept.facts.memory.total = 0
      kept.space = {}
    })
    expect(await machineName(empty)).toBeNull()
    expect(await cpu(empty)).toBeNull()
    expect(await memory(empty)).toBeNull()
    await expect(freeSpace('/:', '/', empty)).rejects.toThrow()
  })
})
