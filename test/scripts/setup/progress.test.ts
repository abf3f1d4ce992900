import { expect, test } from 'vitest'
import { beginStep } from '../../../scripts/setup/progress'

function recorder(isTTY: boolean) {
  const written: string[] = []
  return { isTTY, written, write: (text: string) => written.push(text) }
}

test('a log gets a line at every full tenth and no more', () => {
  const log = recorder(false)
  const step = beginStep('Electron', log)
  for (let percent = 0; percent <= 100; percent += 1) step.at(percent / 100)
  step.done('45.0.0')
  expect(log.written.slice(0, 3)).toEqual(['Electron ...\n', 'Electron  0 %\n', 'Electron  10 %\n'])
  expect(log.written.filter((line) => line.endsWith(' %\n'))).toHaveLength(11)
  expect(log.written.at(-1)).toMatch(/^Electron {2}45\.0\.0 \(\d+\.\d s\)\n$/)
})

test('a terminal gets one line that is rewritten', () => {
  const terminal = recorder(true)
  const step = beginStep('Electron', terminal)
  step.at(0.437)
  expect(terminal.written.at(-1)).toBe('\r\x1b[KElectron  43 %')
  step.done()
  expect(terminal.written.filter((text) => text.endsWith('\n'))).toHaveLength(1)
})

test('progress never goes back, never leaves 0 to 100, and ends once', () => {
  const log = recorder(false)
  const step = beginStep('Electron', log)
  step.at(0.5)
  step.at(0.2)
  step.at(7)
  step.done()
  const count = log.written.length
  step.at(1)
  step.stop()
  step.done()
  expect(log.written.slice(1, 3)).toEqual(['Electron  50 %\n', 'Electron  100 %\n'])
  expect(log.written).toHaveLength(count)
})
