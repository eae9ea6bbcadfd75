import { isCode, type Law } from './tree.ts'

const most = 300

/** A file tells one story; past 300 lines it is two files. Data (JSON, text, SQL) may be as long as it is. */
export const noLongFiles: Law = tree =>
  tree
    .filter(({ path }) => isCode(path))
    .map(({ path, text }) => ({ path, line: text.replace(/\n$/, '').split('\n').length }))
    .filter(({ line }) => line > most)
    .map(({ path, line }) => ({ path, line, message: `${line} lines; ${most} is the most` }))
