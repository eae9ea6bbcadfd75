import type { Egress } from '@atavus/contract/egress'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { z } from 'zod'
import { address } from '../lib/doors.ts'
import { type Loaded, useLoad } from '../lib/load.ts'
import { Downloads } from '../pieces/downloads.tsx'
import { Field } from '../pieces/field.tsx'
import { words } from '../words/words.ts'
import { Requests, Sums } from './left-tables.tsx'

type Left = z.infer<typeof Egress>
type Page = { query: { cursor?: string; refused?: 'true' }; signal: AbortSignal }

interface Props {
  text: string
  page: (page: Page) => Promise<Left>
  /** Whether what was refused is shown before everything else is asked for. */
  refusedFirst?: boolean
  download: 'exportEgress' | 'exportOperatedEgress'
  /** The downloads want to know again who holds the session. */
  proven?: boolean
  /** Draws what was loaded, or why it could not be. */
  frame: (
    state: Loaded<Left>,
    again: () => void,
    draw: (left: Left) => ComponentChildren,
  ) => ComponentChildren
}

/** What left: sums by recipient, and each request. */
export function LeftPages({ text, page, refusedFirst = false, download, proven = false, frame }: Props) {
  const said = words.left
  const [refused, setRefused] = useState(refusedFirst)
  const [cursors, setCursors] = useState<string[]>([])
  const cursor = cursors.at(-1)
  const only = refused ? { refused: 'true' as const } : {}
  const { state, again } = useLoad(
    signal => page({ query: { ...only, ...(cursor && { cursor }) }, signal }),
    [cursor, refused],
  )
  const href = (format: string) => address(download, {}, { format, ...only })
  function choose(value: string) {
    setCursors([])
    setRefused(value === 'refused')
  }
  return (
    <>
      <p class="lead apart">{text}</p>
      <div class="filters">
        <Which refused={refused} onChoose={choose} />
        <div class="actions">
          <Downloads
            files={[
              { name: said.csv, href: href('csv') },
              { name: said.json, href: href('json') },
            ]}
            proven={proven}
          />
        </div>
      </div>
      {frame(state, again, left => (
        <>
          {!cursor && left.sums.length > 0 && <Sums sums={left.sums} />}
          {left.items.length === 0 ? (
            <p>{refused ? said.nothingRefused : said.nothing}</p>
          ) : (
            <>
              <h2>{refused ? said.eachRefused : said.each}</h2>
              <Requests items={left.items} />
            </>
          )}
          <Turning next={left.next} cursors={cursors} onTurn={setCursors} />
        </>
      ))}
    </>
  )
}

function Which({ refused, onChoose }: { refused: boolean; onChoose: (value: string) => void }) {
  const { which, all, refusedOnly } = words.left
  return (
    <Field name="which" label={which}>
      {control => (
        <select {...control} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
          <option value="all" selected={!refused}>
            {all}
          </option>
          <option value="refused" selected={refused}>
            {refusedOnly}
          </option>
        </select>
      )}
    </Field>
  )
}

interface TurningProps {
  next: string | null
  cursors: string[]
  onTurn: (cursors: string[]) => void
}

function Turning({ next, cursors, onTurn }: TurningProps) {
  return (
    <div class="actions">
      {cursors.length > 0 && (
        <button type="button" class="button" onClick={() => onTurn(cursors.slice(0, -1))}>
          {words.left.newer}
        </button>
      )}
      {next && (
        <button type="button" class="button" onClick={() => onTurn([...cursors, next])}>
          {words.left.older}
        </button>
      )}
    </div>
  )
}
