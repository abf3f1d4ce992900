import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import type { PictureState } from '../../src/shared/picture-states'
import { type TextKey, translator } from '../../src/shared/texts'

export type Account = { readonly user: string; readonly password: string }
export type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

/** A browser for operators. Background services are off: a closed network would refuse them by the hundred. */
export const startBrowser = (
  executablePath: string,
  headed?: { readonly display: string },
): Promise<Browser> =>
  chromium.launch({
    executablePath,
    headless: headed === undefined,
    ...(headed === undefined ? {} : { env: { ...definedEnv(), DISPLAY: headed.display } }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

const definedEnv = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )

/** Does with the console what an operator does. */
export class Operator {
  readonly #t

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    language: 'ja' | 'en',
  ) {
    this.#t = translator(language)
  }

  static async at(
    browser: Browser,
    address: string,
    options: {
      readonly language?: 'ja' | 'en'
      readonly colorScheme?: 'light' | 'dark'
      /** A sign-in that was kept from another context. */
      readonly signedIn?: StorageState
      /** Runs before the page is opened. */
      readonly prepare?: (context: BrowserContext) => Promise<void>
    } = {},
  ): Promise<Operator> {
    const { language = 'ja', colorScheme = 'light', signedIn, prepare } = options
    const context = await browser.newContext({
      locale: language === 'ja' ? 'ja-JP' : 'en-GB',
      viewport: { width: 1600, height: 1000 },
      colorScheme,
      ...(signedIn === undefined ? {} : { storageState: signedIn }),
    })
    await prepare?.(context)
    const page = await context.newPage()
    await page.goto(address)
    return new Operator(context, page, language)
  }

  async sees(screen: 'sign-in' | 'desk' | 'code' | 'session' | 'ended', timeout = 15_000): Promise<void> {
    await this.page.locator(`main[data-screen=${screen}]`).waitFor({ timeout })
  }

  button(key: TextKey) {
    return this.page.getByRole('button', { name: this.#t(key), exact: true })
  }

  async signIn({ user, password }: Account): Promise<void> {
    await this.sees('sign-in')
    await this.page.locator('input[autocomplete=username]').fill(user)
    await this.page.locator('input[type=password]').fill(password)
    await this.page.keyboard.press('Enter')
    await this.sees('desk')
  }

  /** @returns the six digits to read out */
  async opensSession(): Promise<string> {
    await this.button('console.desk.start').click()
    const code = await this.page.locator('[data-code]').getAttribute('data-code')
    if (code === null) throw new Error('the console shows no code')
    return code
  }

  async backToDesk(): Promise<void> {
    await this.button('console.to-desk').click()
    await this.sees('desk')
  }

  async ends(): Promise<void> {
    await this.button('console.session.end').click()
    await this.sees('ended')
  }

  /** Asks for a check of the customer's PC; the answer comes later. */
  async asksPcCheck(): Promise<void> {
    await this.page.locator('[data-testid=pc-check] button').click()
    await this.page.locator('[data-pc-check=asked]').waitFor()
  }

  /** Looks at what the customer typed of the router. @returns what stands in its lines */
  async looksAtRouter(): Promise<string[]> {
    await this.button('console.router.show').click()
    await this.page.locator('[data-router=shown]').waitFor()
    return this.page.locator('[data-testid=router] dd').allTextContents()
  }

  async hidesRouter(): Promise<void> {
    await this.button('console.router.hide').click()
    await this.page.locator('[data-router=hidden]').waitFor()
  }

  async words(): Promise<string[]> {
    await this.page.locator('.words li').first().waitFor()
    return this.page.locator('.words').first().locator('li').allTextContents()
  }

  /** When the first frame was on the console's screen, in milliseconds since the epoch. */
  async firstFrame(timeout = 15_000): Promise<number> {
    await this.page.locator('#screen[data-first-frame]').waitFor({ timeout })
    return Number(await this.page.locator('#screen').getAttribute('data-first-frame'))
  }

  /** What the console says of the picture; one that runs is on the screen itself, and all else has its cover over it. */
  async seesPicture(state: PictureState, timeout = 15_000): Promise<void> {
    const covered = state === 'running' ? '.stage[data-covered=false]' : `[data-reason-shown=${state}]`
    await this.page.locator(`main[data-picture=${state}] ${covered}`).waitFor({ timeout })
  }

  /** Waits until the figures of the connection tell of frames again. */
  async seesFrames(): Promise<void> {
    const rate = this.page.locator('[data-testid=quality-rate]')
    await rate.filter({ hasNotText: this.#t('console.session.rate', { rate: 0 }) }).waitFor()
  }

  /**
   * Keeps counting frames on a second viewer of the same stream, which stays when the page takes its own away: so that
   * "no more frames" is seen, not assumed.
   */
  async watchFrames(): Promise<void> {
    await this.page.evaluate(() => {
      const screen = document.querySelector('#screen')
      if (!(screen instanceof HTMLVideoElement) || screen.srcObject === null)
        throw new Error('no picture to watch')
      const viewer = document.createElement('video')
      viewer.muted = true
      viewer.srcObject = screen.srcObject
      // Methods, not named arrows: the tool that runs these scripts would wrap those in a helper the page lacks.
      const seen = {
        count: 0,
        last: 0,
        next(this: void) {
          seen.count += 1
          seen.last = Date.now()
          viewer.requestVideoFrameCallback(seen.next)
        },
      }
      Object.assign(window, { watchedFrames: seen })
      viewer.requestVideoFrameCallback(seen.next)
      return viewer.play()
    })
  }

  watchedFrames(): Promise<{ count: number; last: number }> {
    return this.page.evaluate(
      () => (window as unknown as { watchedFrames: { count: number; last: number } }).watchedFrames,
    )
  }

  /** The picture as the console has it, in its own size, as a PNG. */
  async picture(): Promise<Buffer> {
    const base64 = await this.page.evaluate(() => {
      const screen = document.querySelector('#screen')
      if (!(screen instanceof HTMLVideoElement)) throw new Error('no picture')
      const canvas = document.createElement('canvas')
      canvas.width = screen.videoWidth
      canvas.height = screen.videoHeight
      canvas.getContext('2d')?.drawImage(screen, 0, 0)
      return canvas.toDataURL('image/png').split(',')[1] ?? ''
    })
    return Buffer.from(base64, 'base64')
  }
}
