import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { Await } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { Activities, RecordSheet } from './record-sheet.tsx'

/** The workspace's record of processing, to read, print and keep. */
export function RecordPart() {
  const { state, again } = useLoad(signal => call('record', { signal }), [])
  return (
    <>
      <p class="lead apart">{words.record.text}</p>
      <Await state={state} again={again} rows={4}>
        {record => (
          <RecordSheet record={record}>
            <h2>
              {words.record.of} <bdi>{record.workspace}</bdi>
            </h2>
            <Activities items={record.activities} />
          </RecordSheet>
        )}
      </Await>
    </>
  )
}
