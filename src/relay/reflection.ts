/**
 * The part of the reflection proposal that the certificate library asks of `Reflect` when it loads: notes on its own
 * classes, by key. Without it the library refuses to load.
 */
export function provideReflection(): void {
  if ('getMetadata' in Reflect) return
  const notes = new WeakMap<object, Map<unknown, unknown>>()
  const read = (key: unknown, target: object) => notes.get(target)?.get(key)
  Object.assign(Reflect, {
    getMetadata: read,
    getOwnMetadata: read,
    defineMetadata(key: unknown, value: unknown, target: object) {
      notes.set(target, (notes.get(target) ?? new Map()).set(key, value))
    },
  })
}
