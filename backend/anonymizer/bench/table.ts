/** Lines of a table in plain text: the first column to the left, the others to the right. */
export function table(head: string[], rows: (string | number)[][]): string[] {
  const all = [head, ...rows.map(row => row.map(String))]
  const widths = head.map((_, column) => Math.max(...all.map(row => row[column]?.length ?? 0)))
  return all.map(row =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  '),
  )
}

export const percent = (share: number): string => (Number.isNaN(share) ? '-' : (share * 100).toFixed(1))
