import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { number } from '../lib/format.ts'
import { useLoad } from '../lib/load.ts'
import { FactList, FigureList } from '../pieces/facts.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { Operated } from './gate.tsx'

/** How the platform is doing. */
export function Overview() {
  const { state, again } = useLoad(signal => call('operatorOverview', { signal }), [])
  return (
    <Operated state={state} again={again} rows={3}>
      {overview => <Figures {...overview} />}
    </Operated>
  )
}

function Figures({ accounts, workspaces, suspended, jobs, mail, running }: Answer<'operatorOverview'>) {
  const said = words.operator.overview
  const figures = [
    [said.accounts, number(accounts)],
    [said.workspaces, number(workspaces)],
    [said.suspended, number(suspended)],
    [said.running, number(running)],
    [said.waiting, number(jobs.waiting)],
  ] as const
  const facts = [
    [said.oldest, jobs.oldest ? <Time iso={jobs.oldest} /> : said.noneWaiting],
    [said.mail, said.mails[mail]],
  ] as const
  return (
    <>
      <FigureList figures={figures} />
      <FactList class="details" facts={facts} />
    </>
  )
}
