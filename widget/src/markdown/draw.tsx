import type { Source } from '@atavus/contract/events'
import type { ComponentChild, VNode } from 'preact'
import { Anchor } from './Anchor.tsx'
import type { Block, Inline } from './tree.ts'

/** What is around a text: the origin of the page, and what `[n]` stands for. */
export interface Around {
  site: string
  sources: Source[]
}

/** Draws one block; `key` is its place among its siblings. */
export function draw(block: Block, key: number, around: Around): VNode {
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
      // What is quoted may be in other letters than what is said of it.
      return (
        <blockquote key={key} dir="auto">
          {blocks(block.inside)}
        </blockquote>
      )
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
