import { verificationWords } from '../shared/words'
import { useTexts } from '../ui/texts'
import { Words } from '../ui/words'
import type { Talk } from './talk'

/** The words as the customer sees them, and small beside them in the operator's own language where it is another. */
export function VerifiedWords({ talk }: { talk: Talk }) {
  const { language } = useTexts()
  const { greeting } = talk
  if (greeting.step !== 'verified') return null
  const own = greeting.language === language ? null : verificationWords(greeting.places, language)
  return (
    <div class="verified" data-testid="words">
      <div lang={greeting.language}>
        <Words words={verificationWords(greeting.places, greeting.language)} />
      </div>
      {own !== null && <p class="soft own-words">{own.join(' · ')}</p>}
    </div>
  )
}
