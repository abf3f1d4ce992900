import type { ComponentChildren } from 'preact'
import type { OperatorRecord } from '../shared/protocol'
import { useTexts } from '../ui/texts'
import icon from './icon.svg'

type FrameProps = {
  readonly screen: 'sign-in' | 'desk' | 'code' | 'ended'
  readonly operator: OperatorRecord | null
  readonly choose: ComponentChildren
  /** What stands beside the operator's name. */
  readonly aside?: ComponentChildren
  readonly children: ComponentChildren
}

/** The quiet frame of every screen but the session's: who is working, in which language, and one thing to do. */
export function Frame({ screen, operator, choose, aside, children }: FrameProps) {
  const { t } = useTexts()
  return (
    <div class="frame">
      <header class="top row apart">
        <span class="mark">
          <img src={icon} alt="" width="28" height="28" />
          <span>{t('app.name')}</span>
        </span>
        <div class="row">
          {operator !== null && (
            <span class="operator">
              <span class="soft">{operator.company}</span> <strong>{operator.name}</strong>
            </span>
          )}
          {aside}
          {choose}
        </div>
      </header>
      <main data-screen={screen}>{children}</main>
    </div>
  )
}
