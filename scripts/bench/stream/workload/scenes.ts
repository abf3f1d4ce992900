import type { Scene } from './types'
import { chances, letter, sentence } from './words'

/** Draws the next picture of a scene. */
export type Drawing = (index: number) => void

/**
 * Three notches of a wheel a second, at 30 pictures a second: as fast as one reads over a page. At more than about twice
 * that no encoder finds the lines again where they were, ours or the reference's: both fall to 2 to 5 pictures a second.
 */
const SCROLL_STEP = 10

export function sceneOf(scene: Scene, page: HTMLElement, front: HTMLElement): Drawing {
  front.className = ''
  front.style.cssText = ''
  front.replaceChildren()
  page.className = scene === 'scrolling' ? 'long' : ''
  page.style.transform = ''
  switch (scene) {
    case 'rest':
      return () => undefined
    case 'keys':
    case 'typing':
      return typing(front)
    case 'scrolling':
      return scrolling(page)
    case 'dragging':
      return dragging(front)
    case 'video':
      return video(front)
  }
}

/** A letter more, and a new page after so many. */
function typing(front: HTMLElement): Drawing {
  const chance = chances(11)
  open(front, 'editor')
  return (index) => {
    front.textContent = (index % 900 === 0 ? '' : front.textContent) + letter(chance)
  }
}

/** As a wheel that is turned steadily, there and back again. */
function scrolling(page: HTMLElement): Drawing {
  const room = Math.max(SCROLL_STEP, page.scrollHeight - 1100)
  return (index) => {
    const way = (index * SCROLL_STEP) % (2 * room)
    page.style.transform = `translateY(${-(way > room ? 2 * room - way : way)}px)`
  }
}

/** A window with text in it, held by its title and moved in loops. */
function dragging(front: HTMLElement): Drawing {
  open(front, 'window')
  const chance = chances(23)
  front.textContent = sentence(chance, 40)
  return (index) => {
    const x = 592 + 560 * Math.sin(index * 0.05)
    const y = 390 + 130 * Math.sin(index * 0.083)
    front.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`
  }
}

const WIDE = 854
const HIGH = 480
const GRAIN = 256

/** A picture of film size in which all moves: colours, shapes, and grain over it, as a camera has. */
function video(front: HTMLElement): Drawing {
  open(front, 'video')
  const canvas = document.createElement('canvas')
  canvas.width = WIDE
  canvas.height = HIGH
  front.append(canvas)
  const context = canvas.getContext('2d', { alpha: false })
  if (context === null) throw new Error('no picture can be drawn')
  const grain = grainTile(context)
  const chance = chances(42)
  return (index) => {
    const turn = index * 0.04
    const sky = context.createLinearGradient(0, 0, WIDE * Math.cos(turn / 3) ** 2 + 1, HIGH)
    sky.addColorStop(0, `hsl(${(index * 0.7) % 360} 60% 45%)`)
    sky.addColorStop(1, `hsl(${(index * 0.7 + 140) % 360} 55% 25%)`)
    context.fillStyle = sky
    context.fillRect(0, 0, WIDE, HIGH)
    for (let shape = 0; shape < 24; shape += 1) {
      const x = WIDE * (0.5 + 0.48 * Math.sin(turn * (1 + shape / 9) + shape))
      const y = HIGH * (0.5 + 0.45 * Math.cos(turn * (1.3 + shape / 11) + shape * 2))
      context.fillStyle = `hsl(${shape * 31} 70% ${35 + (shape % 5) * 10}%)`
      context.beginPath()
      context.ellipse(x, y, 18 + shape * 2, 12 + shape * 3, turn + shape, 0, 2 * Math.PI)
      context.fill()
    }
    context.save()
    context.translate(-Math.floor(chance() * GRAIN), -Math.floor(chance() * GRAIN))
    context.fillStyle = grain
    context.fillRect(0, 0, WIDE + GRAIN, HIGH + GRAIN)
    context.restore()
  }
}

function grainTile(context: CanvasRenderingContext2D): CanvasPattern {
  const tile = new OffscreenCanvas(GRAIN, GRAIN)
  const inner = tile.getContext('2d')
  const chance = chances(77)
  const image = new ImageData(GRAIN, GRAIN)
  for (let at = 0; at < image.data.length; at += 4) {
    image.data.fill(Math.floor(chance() * 256), at, at + 3)
    image.data[at + 3] = 8
  }
  inner?.putImageData(image, 0, 0)
  const pattern = context.createPattern(tile, 'repeat')
  if (pattern === null) throw new Error('no grain can be drawn')
  return pattern
}

function open(front: HTMLElement, look: string): void {
  front.className = look
  front.style.display = 'block'
}
