import type { Source } from '@atavus/contract/events'
import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { draw } from './draw.tsx'
import { type Reading, read, unread } from './read.ts'

interface Props {
  text: string
  /** More may follow: unfinished marks are closed or held back. */
  open?: boolean
  /** Origin of the page around: its links stay in the tab and need no host beside them. */
  site: string
  /** What `[n]` stands for. */
  sources?: Source[]
}

/**
 * Draws Markdown as elements, never as HTML. What is finished keeps its elements while the text grows, so a new
 * word redraws the last block only.
 */
export function Markdown({ text, open = false, site, sources = none }: Props) {
  const kept = useRef({ reading: unread, drawn: [] as VNode[], site, sources })
  const reading = read(text, kept.current.reading, open)
  const same = kept.current.site === site && kept.current.sources === sources
  const drawn = drawSettled(reading, kept.current.reading, same ? kept.current.drawn : [], site, sources)
  kept.current = { reading, drawn, site, sources }
  const from = drawn.length
  return (
    <div class="markdown">
      {drawn}
      {reading.tail.map((block, index) => draw(block, from + index, { site, sources }))}
    </div>
  )
}

const none: Source[] = []

function drawSettled(now: Reading, before: Reading, drawn: VNode[], site: string, sources: Source[]) {
  const kept = now.settled.startsWith(before.settled) ? drawn : []
  const fresh = now.blocks.slice(kept.length)
  return [...kept, ...fresh.map((block, index) => draw(block, kept.length + index, { site, sources }))]
}
