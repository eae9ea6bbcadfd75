import { escaped, type Html, trusted } from './html.ts'

/**
 * Takes the Markdown of one of the shop's own pages (headings, paragraphs, lists, tables, bold, links)
 * and gives its markup. Everything else in it is escaped and shown as text.
 */
export function markdown(source: string): Html {
  const blocks = source.trim().split(/\n(?=#)|\n{2,}/)
  return trusted(blocks.flatMap(block => piecesOf(block.trim())).join('\n'))
}

// A heading, list or table may follow the line before it without an empty line in between.
function piecesOf(block: string): string[] {
  const lines = block.split('\n')
  const kind = kindOf(lines[0]!)
  const end = lines.findIndex(line => kindOf(line) !== kind)
  const own = kind === 'heading' ? lines.slice(0, 1) : end < 0 ? lines : lines.slice(0, end)
  const rest = lines.slice(own.length).join('\n').trim()
  return [draw[kind](own), ...(rest ? piecesOf(rest) : [])]
}

type Kind = 'heading' | 'bullets' | 'numbers' | 'table' | 'paragraph'

function kindOf(line: string): Kind {
  if (/^#{1,3} /.test(line)) return 'heading'
  if (line.startsWith('- ')) return 'bullets'
  if (/^\d+\. /.test(line)) return 'numbers'
  if (line.startsWith('|')) return 'table'
  return 'paragraph'
}

const draw: Record<Kind, (lines: string[]) => string> = {
  heading: ([line]) => {
    const level = line!.indexOf(' ')
    const text = line!.slice(level + 1)
    return `<h${level} id="${anchor(text)}">${inline(text)}</h${level}>`
  },
  bullets: lines => `<ul>${lines.map(line => `<li>${inline(line.slice(2))}</li>`).join('')}</ul>`,
  numbers: lines =>
    `<ol>${lines.map(line => `<li>${inline(line.replace(/^\d+\. /, ''))}</li>`).join('')}</ol>`,
  paragraph: lines => `<p>${lines.map(inline).join('<br>')}</p>`,
  table,
}

// The first cell of a row names the row. The frame scrolls on narrow screens, so the keyboard must reach it.
function table(lines: string[]): string {
  const [head, , ...rows] = lines.map(cells)
  const header = head!.map(cell => `<th scope="col">${inline(cell)}</th>`).join('')
  const body = rows.map(row => {
    const [name, ...values] = row
    return `<tr><th scope="row">${inline(name!)}</th>${values.map(valueCell).join('')}</tr>`
  })
  const label = escaped(head!.join(', '))
  return (
    `<div class="table" role="group" tabindex="0" aria-label="${label}"><table>` +
    `<thead><tr>${header}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
  )
}

// Sizes and prices do not break in the middle.
function valueCell(value: string): string {
  return `<td${value.length <= 12 ? ' class="short"' : ''}>${inline(value)}</td>`
}

function cells(line: string): string[] {
  return line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map(cell => cell.trim())
}

function inline(text: string): string {
  return escaped(text)
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/\[([^\]]+)\]\((\/[^)\s]*)\)/g, '<a href="$2">$1</a>')
    .replace(/[\w.]+@[\w.]+\.example/g, address => `<a href="mailto:${address}">${address}</a>`)
}

function anchor(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-|-$/g, '')
}
