// Text to look at, made up from few words: the same for the same seed, in every run.

const PHRASES = [
  'ルーターの電源を入れ直してください。',
  '無線LANのネットワーク名を選びます。',
  'ランプが緑に変わるまでお待ちください。',
  '設定画面を開き、「接続」を押します。',
  '暗号化キーはラベルにあります。',
  'The lamp should be green now.',
  'Open the settings and choose a network.',
  'Restart the router and wait a minute.',
  'IPv6 (IPoE) 1500 / MTU 1454, DNS 192.168.1.1',
  'Error 651: the modem reported an error.',
]

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function sentence(chance: () => number, phrases: number): string {
  const chosen = Array.from({ length: phrases }, () => PHRASES[Math.floor(chance() * PHRASES.length)] ?? '')
  return chosen.join(' ')
}

/** A letter, a figure or a space. */
export function letter(chance: () => number): string {
  const letters = 'etaoinshrdlu cmfwyp 0123456789 '
  return letters[Math.floor(chance() * letters.length)] ?? ' '
}
