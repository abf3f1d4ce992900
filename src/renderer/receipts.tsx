import { useEffect, useRef, useState } from 'preact/hooks'
import type { KeptReceipt, Screen } from '../shared/ipc'
import { useTexts } from '../ui/texts'
import { call } from './bridge'
import { ReceiptCard } from './screens/receipt'

type Props = {
  readonly screen: Screen['name']
  /** Changes when something was deleted. */
  readonly forgotten: number
}

/** What was agreed, sent and shown in earlier sessions, newest first; nothing where there was none. */
export function Receipts({ screen, forgotten }: Props) {
  const { t } = useTexts()
  const [kept, setKept] = useState<readonly KeptReceipt[]>([])
  const [open, setOpen] = useState(false)
  const dialog = useRef<HTMLDialogElement>(null)
  // A session that ended has left one more; a deletion leaves fewer.
  useEffect(() => {
    // What cannot be read is not offered; the next look may find it.
    void call('receipts', undefined).then((all) => setKept('error' in all ? [] : all))
  }, [screen, forgotten])
  if (kept.length === 0) return null
  const show = () => {
    setOpen(true)
    dialog.current?.showModal()
  }
  return (
    <>
      <button type="button" class="button plain" onClick={show}>
        {t('receipts.open')}
      </button>
      <dialog ref={dialog} class="sheet card" aria-label={t('receipts.open')} onClose={() => setOpen(false)}>
        <div class="row apart">
          <h2>{t('receipts.open')}</h2>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {t('receipts.close')}
          </button>
        </div>
        {open && kept.map((one) => <ReceiptCard key={one.record.id} kept={one} />)}
      </dialog>
    </>
  )
}
