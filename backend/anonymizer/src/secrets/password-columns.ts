import type { Finding, Scan } from '../scan.ts'

const mostRows = 50
const longestRow = 400
const label =
  /^[\s"'*]*(?:(?:wi-?fi|wlan|user|login|benutzer)[ -]?)?(?:passwords?|pass(?:code|phrase)?|pass?wort|kennwort|pwd|pw|mdp|mot de passe|contraseña|clave|parola(?: d'ordine)?|wachtwoord|pin(?:[ -]?codes?)?|puk|secret|token|api[ _-]?key)[\s"'*]*$/

/** What stands in a column of passwords: CSV, Markdown, or pasted from a spreadsheet. */
export function passwordColumns({ text, lower }: Scan): Finding[] {
  if (!/[;|,\t]/.test(text) || !text.includes('\n')) return []
  const found: Finding[] = []
  let column: { sign: string; count: number; index: number; rows: number } | undefined
  for (let start = 0; start < text.length; ) {
    const stop = text.indexOf('\n', start)
    const end = stop < 0 ? text.length : stop
    if (end - start > longestRow) column = undefined
    else {
      const cells = column && text.slice(start, end).split(column.sign)
      if (column && cells?.length === column.count && column.rows++ < mostRows)
        found.push(...value(cells, column.index, column.sign, start))
      else column = headingOf(lower.slice(start, end))
    }
    start = end + 1
  }
  return found
}

function headingOf(line: string) {
  for (const sign of ['|', ';', '\t', ',']) {
    const cells = line.split(sign)
    const index = cells.findIndex(cell => label.test(cell))
    const most = sign === ',' ? 2 : 4
    const titles = cells.every(cell => label.test(cell) || cell.trim().split(/\s+/).length <= most)
    if (cells.length > 1 && index >= 0 && titles) return { sign, count: cells.length, index, rows: 0 }
  }
  return undefined
}

function value(cells: string[], index: number, sign: string, from: number): Finding[] {
  const cell = cells[index] ?? ''
  const bare = cell.replace(/^[\s"']+/, '')
  const written = bare.trimEnd().replace(/["']$/, '')
  if (written.length < 3 || /^[-:\s]*$/.test(written)) return []
  const before = cells.slice(0, index).reduce((sum, one) => sum + one.length + sign.length, 0)
  const start = from + before + cell.length - bare.length
  return [{ kind: 'password', scheme: 'column', start, end: start + written.length, weight: 0.8 }]
}
