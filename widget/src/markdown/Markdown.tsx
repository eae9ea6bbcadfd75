import type { Source } from '@atavus/contract/events'
import type { ComponentChild, VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { Anchor } from './Anchor.tsx'
import { type Reading, read, unread } from './read.ts'
import type { Block, Inline } from './tree.ts'

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

interface Around {
  site: string
  sources: Source[]
}

function drawSettled(now: Reading, before: Reading, drawn: VNode[], site: string, sources: Source[]) {
  const kept = now.settled.startsWith(before.settled) ? drawn : []
  const fresh = now.blocks.slice(kept.length)
  return [...kept, ...fresh.map((block, index) => draw(block, kept.length + index, { site, sources }))]
}

function draw(block: Block, key: number, around: Around): VNode {
  const inside = (parts: Inline[]) => drawInline(parts, around)
  const blocks = (parts: Block[]) => parts.map((part, index) => draw(part, index, around))
  switch (block.kind) {
    case 'paragraph':
      return <p key={key}>{inside(block.inside)}</p>
    case 'heading':
      // A heading within an answer is no heading of the page around it.
      return (
        <p key={key} class={block.level < 3 ? 'title' : 'title minor'}>
          <strong>{inside(block.inside)}</strong>
        </p>
      )
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <pre key={key} tabIndex={0} dir="ltr">
          <code>{block.text}</code>
        </pre>
      )
    case 'quote':
      return <blockquote key={key}>{blocks(block.inside)}</blockquote>
    case 'rule':
      return <hr key={key} />
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index}>
          {item.length === 1 && item[0]?.kind === 'paragraph' ? inside(item[0].inside) : blocks(item)}
        </li>
      ))
      return block.ordered ? (
        <ol key={key} start={block.start}>
          {items}
        </ol>
      ) : (
        <ul key={key}>{items}</ul>
      )
    }
    case 'table':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <div key={key} class="table" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {block.head.map((cell, column) => (
                  <th key={column} scope="col" class={block.align[column]}>
                    {inside(cell)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) => (
                    <td key={column} class={block.align[column]}>
                      {inside(cell)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
  }
}

function drawInline(parts: Inline[], around: Around): ComponentChild[] {
  return parts.map((part, key) => {
    if (typeof part === 'string') return part
    switch (part.kind) {
      case 'code':
        return <code key={key}>{part.text}</code>
      case 'break':
        return <br key={key} />
      case 'cite':
        return <Citation key={key} number={part.number} {...around} />
      case 'link':
        return (
          <Anchor key={key} address={part.address} site={around.site} words={wordsOf(part.inside)}>
            {drawInline(part.inside, around)}
          </Anchor>
        )
      default: {
        const Tag = part.kind
        return <Tag key={key}>{drawInline(part.inside, around)}</Tag>
      }
    }
  })
}

function Citation({ number, site, sources }: Around & { number: number }) {
  const source = sources.find(one => one.number === number)
  if (!source) return `[${number}]`
  return (
    <sup class="cite">
      <Anchor address={source.url ?? ''} site={site} title={source.title} bare>
        {number}
      </Anchor>
    </sup>
  )
}

function wordsOf(inside: Inline[]): string {
  return inside.map(part => (typeof part === 'string' ? part : '')).join('')
}
