import { call } from '../lib/call.ts'
import { Await } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { LeftPages } from './left.tsx'

/** What left on behalf of the workspace. */
export const LeftPart = () => (
  <LeftPages
    text={words.left.text}
    page={page => call('egress', page)}
    download="exportEgress"
    frame={(state, again, draw) => (
      <Await state={state} again={again} rows={4}>
        {draw}
      </Await>
    )}
  />
)
