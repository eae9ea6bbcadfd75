import { call } from '../lib/call.ts'
import { LeftPages } from '../privacy/left.tsx'
import { words } from '../words/words.ts'
import { Operated } from './gate.tsx'

/** What left the platform. */
export const PlatformLeft = () => (
  <LeftPages
    text={words.left.operatedText}
    page={page => call('operatedEgress', page)}
    refusedFirst
    download="exportOperatedEgress"
    proven
    frame={(state, again, draw) => (
      <Operated state={state} again={again} rows={4}>
        {draw}
      </Operated>
    )}
  />
)
