import { beforeAll, describe, expect, it } from 'vitest'
import { modesOf, parseMonitors, startDisplays } from '../../../scripts/setup/displays'
import { programInPath } from '../../../scripts/setup/program'

const QUERY = `Screen 0: minimum 64 x 64, current 3200 x 1080, maximum 32767 x 32767
DUMMY1 connected 1280x1024+1920+0 0mm x 0mm
   1920x1080     60.00 +
   sobani-1280x1024  60.00*
DUMMY0 connected primary 1920x1080+0+0 0mm x 0mm
   1920x1080     60.00*+
DUMMY2 connected (normal left inverted right x axis y axis)
DUMMY3 disconnected
  sobani-800x600 (0x50) 30.000MHz
`

describe('what xrandr says', () => {
  it('is read from the left', () => {
    expect(parseMonitors(QUERY)).toEqual([
      { name: 'DUMMY0', primary: true, x: 0, y: 0, width: 1920, height: 1080 },
      { name: 'DUMMY1', primary: false, x: 1920, y: 0, width: 1280, height: 1024 },
    ])
  })

  it('has the modes of each output under it', () => {
    expect(modesOf(QUERY, 'DUMMY1')).toEqual(['1920x1080', 'sobani-1280x1024'])
    expect(modesOf(QUERY, 'DUMMY2')).toEqual([])
    expect(modesOf(QUERY, 'DUMMY9')).toEqual([])
  })
})

describe('a desktop of several monitors', () => {
  let isThere = false
  beforeAll(async () => {
    const programs = await Promise.all(['Xorg', 'xrandr', 'xwd', 'xsettingsd'].map(programInPath))
    isThere = programs.every((program) => program !== undefined)
  })

  it('has monitors that come, turn, change, go and come back', async ({ skip }) => {
    if (!isThere) skip('Xorg with its dummy driver is not installed')
    const displays = await startDisplays()
    try {
      const second = await displays.add({ width: 1280, height: 1024 })
      expect(second).toMatchObject({ x: 1920, y: 0, width: 1280, height: 1024, primary: false })
      expect(await displays.turn(second.name)).toMatchObject({ width: 1024, height: 1280 })
      expect(await displays.change(second.name, { width: 1600, height: 900, y: 100 })).toMatchObject({
        ...{ x: 1920, y: 100, width: 1600, height: 900 },
      })
      await displays.makePrimary(second.name)
      await displays.rescale(1.5)
      expect(await displays.screenshot()).toMatchObject({ width: 3520, height: 1080 })
      await displays.remove(second.name)
      expect((await displays.monitors()).map((one) => one.name)).toEqual(['DUMMY0'])
      expect((await displays.add({ width: 800, height: 600 })).name).toBe(second.name)
    } finally {
      await displays.stop()
      await displays.stop()
    }
  }, 20_000)
})
