import { type ComponentChild, type ContainerNode, render } from 'preact'

/** A node as small as Preact needs it: enough to see what a component draws, without a browser. */
class Drawn {
  readonly nodeType: number
  readonly childNodes: Drawn[] = []
  readonly attributes = new Map<string, string>()
  parentNode: Drawn | null = null
  data = ''

  constructor(readonly localName: string | null) {
    this.nodeType = localName === null ? 3 : 1
  }

  get firstChild(): Drawn | null {
    return this.childNodes[0] ?? null
  }
  get nextSibling(): Drawn | null {
    const siblings = this.parentNode?.childNodes ?? []
    return siblings[siblings.indexOf(this) + 1] ?? null
  }

  insertBefore(child: Drawn, before: Drawn | null): Drawn {
    child.remove()
    const place = before === null ? this.childNodes.length : this.childNodes.indexOf(before)
    this.childNodes.splice(place, 0, child)
    child.parentNode = this
    return child
  }
  appendChild(child: Drawn): Drawn {
    return this.insertBefore(child, null)
  }
  removeChild(child: Drawn): Drawn {
    this.childNodes.splice(this.childNodes.indexOf(child), 1)
    child.parentNode = null
    return child
  }
  remove(): void {
    this.parentNode?.removeChild(this)
  }
  setAttribute(name: string, value: unknown): void {
    this.attributes.set(name, String(value))
  }
  removeAttribute(name: string): void {
    this.attributes.delete(name)
  }

  get text(): string {
    return this.localName === null ? this.data : this.childNodes.map((child) => child.text).join('')
  }
  /** All elements below this one, in order. */
  get elements(): Element[] {
    return this.childNodes
      .filter((child) => child.localName !== null)
      .flatMap((child) => [elementOf(child), ...child.elements])
  }
}

/** One element of a drawing: its name, its attributes, and all text in it. */
export type Element = {
  readonly name: string
  readonly text: string
  readonly elements: readonly Element[]
  attribute(name: string): string | undefined
}

const elementOf = (drawn: Drawn): Element => ({
  name: drawn.localName ?? '',
  text: drawn.text,
  elements: drawn.elements,
  attribute: (name) => drawn.attributes.get(name),
})

const page = {
  createElementNS: (_space: string, name: string) => new Drawn(name),
  createElement: (name: string) => new Drawn(name),
  createTextNode: (text: string) => {
    const node = new Drawn(null)
    node.data = text
    return node
  },
}

/** Draws a component once, with its hooks. @returns every element of it, in order */
export function draw(component: ComponentChild): readonly Element[] {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'document')
  Object.defineProperty(globalThis, 'document', { value: page, configurable: true })
  try {
    const place = new Drawn('main')
    render(component, place as unknown as ContainerNode)
    return place.elements
  } finally {
    if (before === undefined) Reflect.deleteProperty(globalThis, 'document')
    else Object.defineProperty(globalThis, 'document', before)
  }
}
