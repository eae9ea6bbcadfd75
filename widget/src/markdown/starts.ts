import { columns } from './tables.ts'

export const heading = /^ {0,3}(#{1,6})(?:[ \t]+|$)/
export const fence = /^( {0,3})(`{3,}|~{3,})/
export const line = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/
export const quote = /^ {0,3}> ?/
const item = /^ {0,3}(?:[-+*]|1[.)])[ \t]+\S/

/** Whether the line ends the paragraph before it. */
export function interrupts(lines: string[], at: number): boolean {
  const text = lines[at] ?? ''
  if (!text.trim()) return true
  return [heading, fence, line, quote, item].some(start => start.test(text)) || !!columns(lines, at)
}
