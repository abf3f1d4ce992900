import { useId } from 'preact/hooks'
import type { Check } from '../shared/environment'
import { foundWords } from '../shared/found-words'
import type { Language } from '../shared/languages'
import type { Translate } from '../shared/texts'
import { useTexts } from './texts'
import { Verdict } from './verdict'

/** The lines about the way out of the house; all others are about the PC itself. */
const network: ReadonlySet<Check['id']> = new Set([
  'proxy',
  'http',
  'https',
  'websocket',
  'polling',
  'udp',
  'turn',
])

/** The environment, line by line in the order of the check: the same card for customer and operator. */
export function EnvironmentLines({ checks }: { checks: readonly Check[] }) {
  const { t } = useTexts()
  return (
    <div class="checks card">
      <Group name={t('check.machine')} checks={checks.filter(({ id }) => !network.has(id))} />
      <Group name={t('check.network')} checks={checks.filter(({ id }) => network.has(id))} />
    </div>
  )
}

/** Named by a caption, not a heading: the card stands below headings of any level. */
function Group({ name, checks }: { name: string; checks: readonly Check[] }) {
  const caption = useId()
  if (checks.length === 0) return null
  return (
    <>
      <p class="caption" id={caption}>
        {name}
      </p>
      <ul class="lines" aria-labelledby={caption}>
        {checks.map((check) => (
          <Line key={check.id} check={check} />
        ))}
      </ul>
    </>
  )
}

function Line({ check }: { check: Check }) {
  const { t, language } = useTexts()
  const { id, verdict, found, asked, advice } = check
  return (
    <li data-check={id} data-verdict={verdict}>
      <strong>{t(`check.${id}`)}</strong>
      <span class="values">
        <span>
          {check.withheld
            ? t('check.withheld')
            : found === null
              ? t('check.unread')
              : said(id, found, t, language)}
        </span>
        {asked !== null && (
          <span class="asked soft">
            {t('check.asked')}: {said(id, asked, t, language)}
          </span>
        )}
      </span>
      <Verdict verdict={verdict} />
      {advice !== 'fine' && (
        <span class="advice">
          {t(`advice.${advice}`)}
          {language === 'en' && ' '}
          {verdict === 'fail' ? t('check.call') : t('check.go-on')}
        </span>
      )}
    </li>
  )
}

/** A value as it is shown: a word that is known is said in the reader's language, a language by its name. */
function said(id: Check['id'], value: string, t: Translate, language: Language): string {
  if (id === 'language') return languageName(value, language)
  const word = foundWords.find((one) => one === value)
  return word === undefined ? value : t(`found.${word}`)
}

/** "日本語" of "ja"; what is no language tag stays as it is. */
function languageName(tag: string, language: Language): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(tag.replaceAll('_', '-')) ?? tag
  } catch (error) {
    if (error instanceof RangeError) return tag
    throw error
  }
}
