import type { Locator } from '@playwright/test'

export type EnvironmentLine = {
  readonly id: string | null
  readonly verdict: string | null
  /** Name, value with what is asked, verdict and advice, as they stand on the screen. */
  readonly texts: string[]
}

/** The card of the environment as a person reads it, from either side's page. */
export const environmentOf = (place: Locator): Promise<EnvironmentLine[]> =>
  place.locator('[data-check]').evaluateAll((lines) =>
    lines.map((line) => ({
      id: line.getAttribute('data-check'),
      verdict: line.getAttribute('data-verdict'),
      texts: [...line.children].map((part) => part.textContent ?? ''),
    })),
  )

/** One line of it: its verdict and its whole text. */
export async function checkOf(place: Locator, id: string): Promise<{ verdict: string | null; text: string }> {
  const line = (await environmentOf(place)).find((one) => one.id === id)
  if (line === undefined) throw new Error(`there is no line ${id}`)
  return { verdict: line.verdict, text: line.texts.join(' ') }
}

/** The inventory's values as the customer's screen shows them; null where the switch is off. */
export const choicesOf = async (place: Locator): Promise<Record<string, string | null>> =>
  Object.fromEntries(
    await place
      .locator('[data-item]')
      .evaluateAll((lines) =>
        lines.map((line) => [
          line.getAttribute('data-item') ?? '',
          line.getAttribute('data-state') === 'on' ? (line.querySelector('.value')?.textContent ?? '') : null,
        ]),
      ),
  )

/** The inventory's values as they were sent; null where only the name was. */
export const sentOf = async (place: Locator): Promise<Record<string, string | null>> =>
  Object.fromEntries(
    await place
      .locator('[data-item]')
      .evaluateAll((lines) =>
        lines.map((line) => [
          line.getAttribute('data-item') ?? '',
          line.getAttribute('data-sent') === 'true' ? (line.children[1]?.textContent ?? '') : null,
        ]),
      ),
  )

/** The areas of a PC check, with everything that is said of them. */
export const areasOf = (
  place: Locator,
): Promise<Array<{ id: string | null; state: string | null; text: string }>> =>
  place.locator('[data-area]').evaluateAll((lines) =>
    lines.map((line) => ({
      id: line.getAttribute('data-area'),
      state: line.getAttribute('data-state'),
      text: line.textContent ?? '',
    })),
  )
