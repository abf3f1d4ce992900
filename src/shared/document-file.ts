/** A document's file: `---` lines of `name: value`, then Markdown; null where it is not one. */
export function readDocumentFile(
  file: string,
): { readonly fields: Readonly<Record<string, string | undefined>>; readonly text: string } | null {
  const [, head, text] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(file) ?? []
  if (head === undefined || text === undefined) return null
  return { fields: Object.fromEntries(head.split('\n').map((line) => line.split(/:\s*(.*)/s, 2))), text }
}
