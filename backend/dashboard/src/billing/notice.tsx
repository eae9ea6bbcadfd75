import { useState } from 'preact/hooks'
import type { Place } from '../lib/router.ts'
import { Icon } from '../pieces/icon.tsx'
import { words } from '../words/words.ts'
import { useKnownPlan } from './held.ts'
import { noticeOf } from './notices.ts'

/** One line above every room but the plan's own. Whoever puts it away does not see it again in this visit. */
export function PlanNotice({ place }: { place: Place }) {
  const [away, setAway] = useState<readonly string[]>([])
  const billing = useKnownPlan()
  const notice = billing && place.path !== '/billing' ? noticeOf(billing) : null
  const shown = notice && !away.includes(notice.id) ? notice : null
  const { link, away: hide } = words.billing.notice
  return (
    <div role="status">
      {shown && (
        <p class="callout plan-notice">
          <Icon name="warning" />
          <span>
            {shown.text} <a href="/billing">{link}</a>
          </span>
          {!shown.stays && (
            <button
              type="button"
              class="icon-button"
              aria-label={hide}
              onClick={() => {
                setAway([...away, shown.id])
                // The button goes with the line; whoever came by keyboard goes on at the room.
                document.getElementById('content')?.focus()
              }}
            >
              <Icon name="cross" />
            </button>
          )}
        </p>
      )}
    </div>
  )
}
