import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { log } from '../../src/main/log'
import { quietLog } from './quiet'

describe('the log', () => {
  const logged = quietLog()

  it('is one line of JSON: when, where, what, and the cause', () => {
    log('store', 'consent could not be read', new TypeError('two\nlines'))
    expect(logged.lines).toHaveLength(1)
    const [line = ''] = logged.lines
    expect(line.trimEnd()).not.toContain('\n')
    expect(JSON.parse(line)).toEqual({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      where: 'store',
      what: 'consent could not be read',
      cause: 'TypeError: two\nlines',
    })
  })

  it('says of a file only what went wrong with it: its path has the name of the user in it', async () => {
    const cause = await readFile('/nobody/taro/records.json').catch((error: unknown) => error)
    log('store', 'could not be read', cause)
    expect(JSON.parse(logged.lines[0] ?? '')).toMatchObject({ cause: 'Error: ENOENT' })
  })

  it('takes nothing but an error for a cause: no value can slip in', () => {
    log('relay', 'refused', { code: '012345' })
    log('relay', 'refused', '012345')
    expect(logged.lines.join('')).not.toContain('012345')
  })
})
