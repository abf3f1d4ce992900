import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { Refusal, reason } from '../refusal'
import { ROOT } from '../root'
import { savePng } from '../setup/picture'
import { type Agent, startAgent } from './agent'
import { Customer } from './customer'
import { openDesktop } from './desktop'
import { playHiding } from './hiding'
import { likeness, readPng } from './likeness'
import { Operator, startBrowser } from './operator'
import { memoryOf, screenBuffersOf } from './processes'
import { Album, playQuestions, ROUTER } from './questions'
import { printReport, type Report } from './report'
import type { Stage } from './stage'
import { bareStart, median } from './start-time'

const FOLDER = join(ROOT, 'demo')
/** Less than this is not the same picture: wrong display, wrong size, unreadable text. */
const LEAST_LIKENESS = 0.95
const STILL_MS = 2000

/** Plays one whole session with the real agent and a real browser, as two people would. */
export async function runDemo(stage: Stage): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER, { recursive: true })
  const undo: Array<() => Promise<void>> = []
  let step = 'preparing'
  try {
    const report = await play(stage, undo, (name) => {
      step = name
    })
    await writeFile(join(FOLDER, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
    process.stdout.write(printReport(report))
    process.stdout.write(`Pictures and report.json are in ${FOLDER}\n`)
  } catch (error) {
    throw new Refusal(`The play failed at "${step}": ${reason(error).split('\n')[0]}`)
  } finally {
    for (const close of undo.reverse()) await close()
  }
}

async function play(
  stage: Stage,
  undo: Array<() => Promise<void>>,
  atStep: (name: string) => void,
): Promise<Report> {
  const display = stage.display?.display ?? null
  const browser = await startBrowser(stage.chromiumPath)
  undo.push(() => browser.close())
  if (display !== null) undo.push(await openDesktop(stage.chromiumPath, display))

  atStep('operator signs in')
  const operator = await Operator.at(browser, stage.relayAddress)
  const album = new Album(FOLDER)
  const console = (name: string) => album.window(operator.page, `console-${name}`)
  await operator.sees('sign-in')
  await console('1-sign-in')
  await operator.signIn(stage)
  await console('2-desk')

  const timeline: Array<{ step: string; ms: number }> = []
  const from = Date.now()
  const mark = (name: string, when = Date.now()) => {
    timeline.push({ step: name, ms: Math.round(when - from) })
    atStep(`after ${name}`)
    process.stdout.write(`  ${name}\n`)
  }

  const { agent } = await timedStart(stage, display)
  undo.push(() => agent.stop())
  const electron = await agent.app.evaluate(() => process.versions.electron ?? '')
  const customer = new Customer(agent.page)
  const picture = (name: string) => album.window(agent.page, `agent-${name}`)
  const whole = (name: string) => album.whole(agent.page, `agent-${name}`)
  mark('window shown')
  await picture('1-documents')
  await customer.readDocuments()
  await picture('2-documents-read')
  await customer.agree()
  mark('licence accepted')
  await customer.checked()
  mark('environment checked')
  await whole('3-environment')
  await customer.confirmEnvironment()
  await picture('4-inventory-off')
  await customer.chooseItems(['machine-name'])
  await picture('5-inventory')
  await customer.typeRouter(ROUTER)
  await album.part(agent.page.locator('[data-item=router]'), 'agent-5-router')
  await whole('5-inventory-whole')
  await customer.agreeInventory()
  mark('inventory agreed')
  const memoryIdle = await memoryOf(agent.pid)

  const code = await operator.opensSession()
  await console('3-code')
  await picture('6-code')
  const submitted = await clickTime(agent.page, () => customer.enterCode(code))
  mark('code entered', submitted)
  await customer.sees('approval')
  const asked = Date.now()
  await picture('7-who-called')
  await customer.nameCaller('customer')
  const words = { customer: await customer.words(), operator: await operator.words() }
  await picture('8-approval')
  await console('4-words')
  const allowed = await clickTime(agent.page, () => customer.allow())
  mark('approved', allowed)
  const firstFrame = await operator.firstFrame()
  mark('first frame', firstFrame)

  await operator.watchFrames()
  const compared = await compare(operator, stage)
  await picture('9-live')
  await console('5-live')
  const memorySharing = await memoryOf(agent.pid)
  const bytes = compared.width * compared.height * 4
  const screenBuffersSharing = await screenBuffersOf(agent.pid, bytes)

  await operator.page.locator('[data-device=new]').waitFor()
  await album.part(operator.page.locator('[data-testid=device]'), 'console-5-device')
  await playQuestions(customer, operator, album)
  mark('router shown and PC checked')

  const bar = await agent.window('bar')
  await album.window(bar, 'agent-10-bar')
  const hidden = await playHiding({ customer: agent.page, bar, operator, album, pid: agent.pid, bytes })
  mark('hidden and shown again')
  await operator.seesFrames()
  await album.part(operator.page.locator('[data-testid=quality-card]'), 'console-5-quality')

  const clicked = await clickTime(bar, () => bar.locator('[data-wish=disconnect]').click(), true)
  mark('disconnect clicked', clicked)
  await customer.sees('ended')
  await operator.sees('ended')
  await picture('11-receipt')
  await whole('11-receipt-whole')
  await console('6-ended')
  const { last, count } = await operator.watchedFrames()
  mark('last frame', Math.max(last, clicked))
  await new Promise((resolve) => setTimeout(resolve, STILL_MS))
  const framesAfterEnd = (await operator.watchedFrames()).count - count
  const screenBuffersAfter = await screenBuffersOf(agent.pid, bytes)

  atStep('stored page')
  await customer.button('stored.open').click()
  await agent.page.locator('[data-dialog=stored] [data-forget=everything]').waitFor()
  await picture('12-stored')
  atStep('start times')
  await agent.stop()
  // In turns, so that both meet the same machine; the first of each is the one that warms the disk cache.
  const bare: Array<{ ms: number; memory: number | null }> = []
  const starts: number[] = []
  for (let go = 0; go < 3; go += 1) {
    bare.push(await bareStart(stage.electronExecutable, display))
    const tried = await timedStart(stage, display)
    starts.push(tried.ms)
    await tried.agent.stop()
  }

  const { framesWhileHidden, screenBuffersHidden } = hidden
  prove(framesWhileHidden === 0, `${framesWhileHidden} frames came while the screen was hidden`)
  prove(!screenBuffersHidden, 'the capture was not released while the screen was hidden')
  prove(words.customer.join() === words.operator.join(), 'the verification words differ')
  prove(framesAfterEnd === 0, `${framesAfterEnd} frames came after the end`)
  prove(screenBuffersAfter === null || screenBuffersAfter === 0, 'the capture was not released')
  return {
    at: new Date().toISOString(),
    system: {
      platform: `${process.platform}-${process.arch}`,
      node: process.version,
      electron,
    },
    timeline,
    figures: {
      agentStart: median(starts),
      bareStart: median(bare.map(({ ms }) => ms)),
      codeToFirstFrame: Math.round(asked - submitted + (firstFrame - allowed)),
      disconnectToLastFrame: Math.max(0, Math.round(last - clicked)),
      memoryBare: bare[0]?.memory ?? null,
      memoryIdle,
      memorySharing,
    },
    picture: compared,
    proof: { wordsAgree: true, framesAfterEnd, screenBuffersSharing, screenBuffersAfter, ...hidden },
  }
}

async function timedStart(stage: Stage, display: string | null): Promise<{ agent: Agent; ms: number }> {
  const from = Date.now()
  const agent = await startAgent({
    executable: stage.electronExecutable,
    relay: stage.relayAddress,
    display,
    keyring: stage.keyring,
  })
  await new Customer(agent.page).sees('documents')
  return { agent, ms: Date.now() - from }
}

/** When the page saw the click that `act` makes, in milliseconds since the epoch: without the driver's own time. */
async function clickTime(page: Page, act: () => Promise<unknown>, closes = false): Promise<number> {
  const seen = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        addEventListener('click', (event) => resolve(performance.timeOrigin + event.timeStamp), {
          capture: true,
          once: true,
        })
      }),
  )
  const before = Date.now()
  // A window that closes on its click takes the answer with it: then the time before the click stands, which is longer.
  const when = closes ? seen.catch(() => before) : seen
  await act()
  return when
}

/** The console's picture against a screenshot of the desktop itself, once both are still. */
async function compare(operator: Operator, stage: Stage): Promise<Report['picture']> {
  let best: Report['picture'] = { ssim: null, width: 0, height: 0 }
  for (let go = 0; go < 5; go += 1) {
    await new Promise((resolve) => setTimeout(resolve, 700))
    const desktop = await stage.display?.screenshot()
    const png = await operator.picture()
    const shown = readPng(png)
    if (desktop === undefined) return { ssim: null, width: shown.width, height: shown.height }
    const ssim = likeness(shown, desktop)
    if (best.ssim === null || ssim > best.ssim) {
      best = { ssim, width: shown.width, height: shown.height }
      await savePng(desktop, join(FOLDER, 'desktop.png'))
      await writeFile(join(FOLDER, 'console-picture.png'), png)
    }
    if (ssim > 0.99) break
  }
  prove(
    best.ssim !== null && best.ssim >= LEAST_LIKENESS,
    `the picture is not the desktop (SSIM ${best.ssim})`,
  )
  return best
}

function prove(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise)
}
