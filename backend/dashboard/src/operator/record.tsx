import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { useLoad } from '../lib/load.ts'
import { Activities, RecordSheet } from '../privacy/record-sheet.tsx'
import { words } from '../words/words.ts'
import { Operated } from './gate.tsx'

/** The operator's record of processing: for accounts as the one that is responsible, for workspaces as processor. */
export function OperatorRecord() {
  const said = words.record
  const { state, again } = useLoad(signal => call('operatorRecord', { signal }), [])
  return (
    <Operated state={state} again={again} rows={4}>
      {record => (
        <>
          <p class="lead apart">{said.operatorText}</p>
          <RecordSheet record={record}>
            <h2>{said.activities}</h2>
            <Activities items={record.activities} />
            <h2>{said.behalf}</h2>
            <Behalf items={record.behalf} />
          </RecordSheet>
        </>
      )}
    </Operated>
  )
}

function Behalf({ items }: { items: Answer<'operatorRecord'>['behalf'] }) {
  const said = words.record
  return (
    <table class="sheet">
      <caption class="unseen">{said.behalf}</caption>
      <thead>
        <tr>
          <th scope="col">{said.workspace}</th>
          <th scope="col">{said.controller}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ workspace, controllers }, at) => (
          <tr key={at}>
            <th scope="row">
              <bdi>{workspace}</bdi>
            </th>
            <td>
              {controllers.map(({ name, contact }) => (
                <div key={`${name} ${contact}`}>{[name, contact].filter(Boolean).join(', ')}</div>
              ))}
              {controllers.length === 0 && said.noController}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
