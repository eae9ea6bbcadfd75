import { createHmac, hkdfSync } from 'node:crypto'
import { BackupError } from './error.ts'

export interface Erasure {
  position: number
  at: string
  kind: string
  /** SHA-256 of what its id is, in hex. */
  subject: string
}

export interface LogHead {
  /** Whose database's it is. */
  installation: string
  /** What was erased before that stands in it only by chance. */
  from: string
}

export const file = 'erasures.log'
export const format = 'atavus-erasures/1'

export const keyOf = (secret: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), 'atavus-erasures', 32))

export const codeOf = (key: Buffer, before: string, line: string): string =>
  createHmac('sha256', key).update(`${before}\n${line}`).digest('hex').slice(0, 32)

export const headLine = ({ installation, from }: LogHead): string => [format, installation, from].join('\t')
export const lineOf = ({ position, at, kind, subject }: Erasure): string =>
  [position, at, kind, subject].join('\t')

export function split(line: string): { line: string; code: string } {
  const at = line.lastIndexOf('\t')
  return { line: line.slice(0, at), code: line.slice(at + 1) }
}

export const damaged = () => new BackupError('damaged', `${file} was changed since it was written.`)

export function headOf(key: Buffer, text: string): LogHead & { code: string } {
  const { line, code } = split(text)
  const [name, installation, from] = line.split('\t')
  if (name !== format || !installation || !from) throw new BackupError('foreign', `${file} is none of ours.`)
  if (codeOf(key, '', line) !== code)
    throw new BackupError(
      'other_secrets',
      `${file} was written with the secrets of another installation, or changed.`,
    )
  return { installation, from, code }
}

export function erasureOf(line: string): Erasure {
  const [position, at, kind, subject] = line.split('\t')
  if (!position || !at || !kind || !subject) throw damaged()
  return { position: Number(position), at, kind, subject }
}
