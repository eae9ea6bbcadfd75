import plans from 'libphonenumber-js/min/metadata'
import { phones } from './phone.ts'
import { judgeBy } from './phone-judging.ts'

/** Telephone numbers, judged by the small numbering plans: for a browser. */
export const findPhones = phones(judgeBy(plans))
