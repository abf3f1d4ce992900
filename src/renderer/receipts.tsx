import { useEffect, useRef, useState } from 'preact/hooks'
import type { Screen } from '../shared/ipc'
import type { Receipt } from '../shared/receipt'
import { useTexts } from '../ui/texts'
import { call } from './bridge'
import { ReceiptCard } from './screens/receipt'

/** What was agreed, sent and shown in earlier sessions, newest first; nothing where there was none. */
export function Receipts({ screen }: { screen: Screen['name'] }) {
  const { t } = useTexts()
  const [kept, setKept] = useState<readonly Receipt[]>([])
  const [open, setOpen] = useState(false)
  const dialog = useRef<HTMLDialogElement>(null)
  // A session that ended has left one more.
  useEffect(() => {
    void call('receipts', undefined).then((receipts) => setKept([...receipts].reverse()))
  }, [screen])
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
      <dialog
        ref={dialog}
        class="receipts card"
        aria-label={t('receipts.open')}
        onClose={() => setOpen(false)}
      >
        <div class="row apart">
          <h2>{t('receipts.open')}</h2>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {t('receipts.close')}
          </button>
        </div>
        {open && kept.map((receipt) => <ReceiptCard key={receipt.session} receipt={receipt} />)}
      </dialog>
    </>
  )
}
