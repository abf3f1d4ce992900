import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Forgettable, StoredThing } from '../shared/ipc'
import { useTexts } from '../ui/texts'
import { Answer, useAnswer } from './answer'
import { call } from './bridge'

/** What this software keeps on this PC, and the ways to delete it. */
export function Stored({ onForgotten }: { onForgotten: () => void }) {
  const { t } = useTexts()
  const [things, setThings] = useState<readonly StoredThing[] | null>(null)
  const [asked, setAsked] = useState<Forgettable | null>(null)
  const [said, ask] = useAnswer()
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  // Of what there is nothing there is nothing to delete.
  const look = async () => {
    const all = await call('stored', undefined)
    if ('error' in all) await ask(Promise.resolve(all))
    setThings('error' in all ? null : all.filter(({ count }) => count > 0))
  }
  const show = async () => {
    await look()
    dialog.current?.showModal()
    heading.current?.focus()
  }
  const settle = () => {
    setAsked(null)
    heading.current?.focus()
  }
  const forget = async (what: Forgettable) => {
    const gone = await ask(call('forget', what), 'stored.done')
    settle()
    if (!gone) return
    onForgotten()
    // The consent went with it: the documents are on the screen behind.
    if (what === 'everything') dialog.current?.close()
    else await look()
  }
  const confirm = (what: Forgettable) =>
    asked === what && <Confirm what={what} onYes={() => void forget(what)} onNo={settle} />
  return (
    <>
      <button type="button" class="button plain" onClick={() => void show()}>
        {t('stored.open')}
      </button>
      <dialog
        ref={dialog}
        class="sheet card"
        aria-labelledby="stored-heading"
        data-dialog="stored"
        onClose={() => {
          setThings(null)
          setAsked(null)
        }}
      >
        <div class="row apart">
          <h2 id="stored-heading" ref={heading} tabIndex={-1}>
            {t('stored.heading')}
          </h2>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {t('stored.close')}
          </button>
        </div>
        <p>{t('stored.intro')}</p>
        <Answer said={said} />
        {things !== null && things.length === 0 && <p class="notice">{t('stored.nothing')}</p>}
        {things !== null && things.length > 0 && (
          <>
            <ul class="stored">
              {things.map((thing) => (
                <Thing key={thing.id} thing={thing} onForget={setAsked}>
                  {isForgettable(thing.id) && confirm(thing.id)}
                </Thing>
              ))}
            </ul>
            <div class="row end">
              <button
                type="button"
                class="button"
                data-forget="everything"
                onClick={() => setAsked('everything')}
              >
                {t('stored.forget.everything')}
              </button>
            </div>
            {confirm('everything')}
          </>
        )}
      </dialog>
    </>
  )
}

/** What can go by itself; the rest goes only with everything. */
const alone = { receipts: true, certificate: true, profile: true, settings: true } as const satisfies Record<
  Exclude<Forgettable, 'everything'>,
  true
>
const isForgettable = (id: string): id is keyof typeof alone => id in alone

type ThingProps = {
  readonly thing: StoredThing
  readonly onForget: (what: Forgettable) => void
  readonly children: preact.ComponentChildren
}

function Thing({ thing, onForget, children }: ThingProps) {
  const { t, language } = useTexts()
  const own = isForgettable(thing.id) ? thing.id : null
  const size = new Intl.NumberFormat(language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 })
  return (
    <li data-stored={thing.id}>
      <div>
        <strong>{t(`stored.thing.${thing.id}`)}</strong>{' '}
        <span class="soft small">
          {t('stored.count', { count: thing.count })} ・{' '}
          {t('stored.size', { size: size.format(thing.bytes / 1000) })}
        </span>
        <p class="soft small">{t(`stored.what.${thing.id}`)}</p>
        {thing.detail !== null && <p class="small value">{thing.detail}</p>}
      </div>
      {own !== null && (
        <button type="button" class="button plain" data-forget={own} onClick={() => onForget(own)}>
          {t(`stored.forget.${own}`)}
        </button>
      )}
      {children}
    </li>
  )
}

/** The second thought. The safe answer has the focus. */
function Confirm({ what, onYes, onNo }: { what: Forgettable; onYes: () => void; onNo: () => void }) {
  const { t } = useTexts()
  const keep = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => keep.current?.focus(), [])
  return (
    <fieldset class="confirm notice warn" aria-labelledby="confirm-question">
      <p id="confirm-question">{t(`stored.confirm.${what}`)}</p>
      <div class="row end">
        <button type="button" class="button stop" onClick={onYes}>
          {t(`stored.yes.${what}`)}
        </button>
        <button type="button" class="button" ref={keep} onClick={onNo}>
          {t('stored.no')}
        </button>
      </div>
    </fieldset>
  )
}
