import { BLOCK, CLOCK_SIZE, clockBlocks, QUIET } from '../clock'
import { CLOCK, TEXT } from '../place'
import { type Drawing, sceneOf } from './scenes'
import type { Played, PlayOptions, WorkloadApi } from './types'
import { chances, sentence } from './words'

// Runs in the workload's window and is called by the benchmark.

const byId = <T extends HTMLElement>(id: string, kind: new () => T): T => {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`there is no ${id}`)
  return found
}

const page = byId('page', HTMLDivElement)
const front = byId('front', HTMLDivElement)
const text = byId('text', HTMLDivElement)
const clock = byId('clock', HTMLCanvasElement)
const context = clock.getContext('2d', { alpha: false })
if (context === null) throw new Error('no clock can be drawn')
clock.width = CLOCK_SIZE.width
clock.height = CLOCK_SIZE.height
place(clock, CLOCK)
place(text, TEXT)

function place(element: HTMLElement, area: typeof CLOCK): void {
  Object.assign(element.style, {
    left: `${area.x}px`,
    top: `${area.y}px`,
    width: `${area.width}px`,
    height: `${area.height}px`,
  })
}

/** @returns the time that it shows */
function drawClock(context: CanvasRenderingContext2D): number {
  const now = Date.now()
  context.fillStyle = '#fff'
  context.fillRect(0, 0, clock.width, clock.height)
  context.fillStyle = '#000'
  const columns = (CLOCK_SIZE.width - 2 * QUIET) / BLOCK
  for (const [index, white] of clockBlocks(now).entries()) {
    if (white) continue
    const [column, row] = [index % columns, Math.floor(index / columns)]
    context.fillRect(QUIET + column * BLOCK, QUIET + row * BLOCK, BLOCK, BLOCK)
  }
  return now
}

/** Small text, black on white and in colours, as programs show it. */
function showText(seed: number): void {
  const chance = chances(seed)
  const looks = ['', '', 'color:#c00', '', 'color:#06c', 'color:#fff;background:#345', '', 'color:#080']
  text.replaceChildren(
    ...Array.from({ length: 15 }, (_, line) => {
      const row = document.createElement('div')
      row.style.cssText = looks[line % looks.length] ?? ''
      row.textContent = sentence(chance, 3)
      return row
    }),
  )
}

function showPage(seed: number, sections: number): void {
  const chance = chances(seed * 7919)
  const parts: HTMLElement[] = []
  const add = (name: string, content: string) => {
    const element = document.createElement(name)
    element.textContent = content
    parts.push(element)
    return element
  }
  for (let section = 0; section < sections; section += 1) {
    add('h2', sentence(chance, 1))
    for (let paragraph = 0; paragraph < 3; paragraph += 1) add('p', sentence(chance, 9))
    const table = add('table', '')
    for (let row = 0; row < 6; row += 1) {
      const line = document.createElement('tr')
      for (let cell = 0; cell < 3; cell += 1) line.insertCell().textContent = sentence(chance, 1)
      table.append(line)
    }
  }
  page.replaceChildren(...parts)
}

let drawing: Drawing = () => undefined

const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))

/** Draws at a steady rate, as near as the frames of the screen allow. */
async function playSteadily(draw: Drawing, { fps, seconds }: PlayOptions, drawings: number[]): Promise<void> {
  const from = performance.now()
  const every = 1000 / fps
  for (let due = from; due < from + seconds * 1000; ) {
    const now = await nextFrame()
    // A frame of the screen may come a little before its time.
    if (now < due - 4 || context === null) continue
    draw(drawings.length)
    drawings.push(drawClock(context))
    due = Math.max(due + every, now)
  }
}

/** Draws with each key that is pressed. */
async function playKeys(draw: Drawing, { seconds }: PlayOptions, drawings: number[]): Promise<void> {
  const press = () => {
    requestAnimationFrame(() => {
      if (context === null) return
      draw(drawings.length)
      drawings.push(drawClock(context))
    })
  }
  addEventListener('keydown', press)
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  removeEventListener('keydown', press)
}

const api: WorkloadApi = {
  show(seed) {
    drawing = sceneOf('rest', page, front)
    showText(seed)
    showPage(seed, 8)
  },
  prepare(scene) {
    showText(1)
    showPage(1, scene === 'scrolling' ? 60 : 8)
    drawing = sceneOf(scene, page, front)
    drawing(0)
  },
  async play(options): Promise<Played> {
    const drawings: number[] = []
    const from = performance.now()
    if (options.scene === 'keys') await playKeys(drawing, options, drawings)
    else await playSteadily(drawing, options, drawings)
    return { drawings, seconds: (performance.now() - from) / 1000 }
  },
  async change() {
    await nextFrame()
    if (context === null) throw new Error('no clock can be drawn')
    return drawClock(context)
  },
  async jump(seed) {
    await nextFrame()
    api.show(seed)
    return api.change()
  },
}
Object.assign(window, { benchWorkload: api })
api.show(1)
drawClock(context)
