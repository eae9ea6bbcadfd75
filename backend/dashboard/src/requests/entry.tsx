import type { RightsRequest } from '@atavus/contract/requests'
import type { ComponentChildren } from 'preact'
import { number } from '../lib/format.ts'
import { Entry } from '../pieces/entry.tsx'
import type { Fact } from '../pieces/facts.tsx'
import { Time } from '../pieces/time.tsx'
import { fill, words } from '../words/words.ts'
import { daysLeft } from './clock.ts'

/** A request as whoever answers it, or made it, reads it. */
export function RequestEntry({
  request,
  children,
}: {
  request: RightsRequest
  children?: ComponentChildren
}) {
  const said = words.requests
  const { kind, via, contact, proven, openedAt, dueAt, extended, answer, workspace } = request
  const left = daysLeft(dueAt, new Date())
  const late = !answer && left < 0
  const state = answer
    ? said.outcome[answer.outcome]
    : late
      ? said.late
      : kind === 'child'
        ? said.urgent
        : said.open
  const clock = late ? fill(said.over, { days: number(-left) }) : fill(said.left, { days: number(left) })
  const facts: Fact[] = [
    [said.arrived, <Time key="at" iso={openedAt} only="day" />],
    ...(answer
      ? [[said.answered, <Time key="answered" iso={answer.at} only="day" />] as const]
      : [
          [
            said.due,
            <span key="due" class={late ? 'warn' : undefined}>
              <Time iso={dueAt} only="day" /> ({clock})
            </span>,
          ] as const,
        ]),
    [said.via, said.vias[via]],
    [
      said.identity,
      proven ? (
        said.proven
      ) : (
        <span key="unproven" class={answer ? undefined : 'warn'}>
          {said.unproven}
        </span>
      ),
    ],
    ...(contact ? [[said.contact, contact] as const] : []),
    ...(workspace ? [[said.workspace, workspace.name] as const] : []),
  ]
  return (
    <Entry
      title={said.kinds[kind]}
      heading="h2"
      state={state}
      facts={facts}
      more={
        <>
          <p class="written">{request.words}</p>
          {extended && (
            <p class="hint">
              {said.extended}: {extended}
            </p>
          )}
          {answer && (
            <div>
              <h3>{said.answerTitle}</h3>
              <p class="written">{answer.words}</p>
            </div>
          )}
        </>
      }
    >
      {children}
    </Entry>
  )
}
