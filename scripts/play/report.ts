/** What one play showed. Times in milliseconds, memory in MB; null = cannot be measured on this system. */
export type Report = {
  readonly at: string
  readonly system: { readonly platform: string; readonly node: string; readonly electron: string }
  /** Since the start of the agent; what the play itself waits or reads is in it, as a person's time would be. */
  readonly timeline: ReadonlyArray<{ readonly step: string; readonly ms: number }>
  readonly figures: {
    readonly agentStart: number
    readonly bareStart: number
    readonly codeToFirstFrame: number
    readonly disconnectToLastFrame: number
    /** Of the bare window: what this Electron takes before it does anything. */
    readonly memoryBare: number | null
    readonly memoryIdle: number | null
    readonly memorySharing: number | null
  }
  readonly picture: { readonly ssim: number | null; readonly width: number; readonly height: number }
  readonly proof: {
    readonly wordsAgree: boolean
    readonly framesAfterEnd: number
    readonly screenBuffersSharing: number | null
    readonly screenBuffersAfter: number | null
    readonly framesWhileHidden: number
    readonly screenBuffersHidden: number | null
  }
}

type Line = {
  readonly name: string
  readonly found: number | null
  readonly most: number
  readonly unit: string
}

/** The budgets of the performance brief that one play can be held against. */
const budgets = ({ figures }: Report): Line[] => [
  {
    name: 'agent start : bare window',
    found: Number((figures.agentStart / figures.bareStart).toFixed(2)),
    most: 1.3,
    unit: 'x',
  },
  { name: 'code entered to first frame', found: figures.codeToFirstFrame, most: 1000, unit: 'ms' },
  { name: 'disconnect to last frame', found: figures.disconnectToLastFrame, most: 200, unit: 'ms' },
  { name: 'memory idle (PSS)', found: figures.memoryIdle, most: 250, unit: 'MB' },
  { name: 'memory sharing (PSS)', found: figures.memorySharing, most: 380, unit: 'MB' },
]

const held = ({ screenBuffersSharing, screenBuffersHidden, screenBuffersAfter }: Report['proof']): string =>
  [screenBuffersSharing, screenBuffersHidden, screenBuffersAfter].map((count) => count ?? '-').join(' / ')

export function printReport(report: Report): string {
  const steps = report.timeline.map(({ step, ms }) => `  ${step.padEnd(34)}${String(ms).padStart(7)} ms`)
  const figures = budgets(report).map(({ name, found, most, unit }) => {
    const value = found === null ? 'not measured here' : `${found} ${unit}`
    const verdict = found === null ? '' : found <= most ? 'met' : 'missed'
    return `  ${name.padEnd(34)}${value.padStart(10)}   budget ${most} ${unit}  ${verdict}`
  })
  const { picture, proof } = report
  return [
    '',
    'Timeline',
    ...steps,
    '',
    'Figures',
    ...figures,
    `  (agent start ${report.figures.agentStart} ms, bare window ${report.figures.bareStart} ms and ${report.figures.memoryBare ?? '-'} MB)`,
    '',
    'Proof',
    `  console's picture : desktop        SSIM ${picture.ssim?.toFixed(4) ?? 'not measured here'} (${picture.width} x ${picture.height})`,
    `  words on both sides               ${proof.wordsAgree ? 'the same' : 'DIFFERENT'}`,
    `  frames after the end              ${proof.framesAfterEnd}`,
    `  frames while hidden               ${proof.framesWhileHidden}`,
    `  captures, shared / hidden / after ${held(proof)}`,
    '',
  ].join('\n')
}
