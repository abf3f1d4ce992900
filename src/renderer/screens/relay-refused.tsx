import { Heading } from '../../ui/heading'
import { useTexts } from '../../ui/texts'
import { call } from '../bridge'

export type RelayRefused = 'relay-key-changed' | 'relay-unproven'

/**
 * A relay that is not the one it should be. No number to call stands here: the desk's facts come from that relay as well.
 * There is no way on; a false alarm is solved by whoever manages the PC, or by the company on the phone.
 */
export function RelayRefusedScreen({ error }: { error: RelayRefused }) {
  const { t } = useTexts()
  return (
    <>
      <Heading>{t('relay-refused.heading')}</Heading>
      <p class="notice fail" data-relay-refused={error}>
        {t(`error.${error}`)}
      </p>
      <p>
        <strong>{t('relay-refused.stop')}</strong>
      </p>
      <p>{t('relay-refused.call')}</p>
      <footer class="foot row end">
        <button type="button" class="button" onClick={() => void call('reconsider', undefined)}>
          {t('relay-refused.back')}
        </button>
        <button type="button" class="button primary" onClick={() => void call('quit', undefined)}>
          {t('ended.quit')}
        </button>
      </footer>
    </>
  )
}
