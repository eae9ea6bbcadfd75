/** How a formula begins, also in full width, whatever blanks a spreadsheet takes off before it looks. */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/

/** One line of a file by RFC 4180; a cell that a spreadsheet would run as a formula is quoted (ASVS 1.2.10). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
