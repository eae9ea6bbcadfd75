import type { Finding, Scan } from '../scan.ts'
import { plainEmails } from './email-plain.ts'
import { spelledEmails } from './email-spelled.ts'

/** E-mail addresses: as they are written, with slips, and as people hide them from machines. */
export function findEmails(scan: Scan): Finding[] {
  return [...plainEmails(scan), ...spelledEmails(scan)]
}
