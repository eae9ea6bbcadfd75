import plans from 'libphonenumber-js/max/metadata'
import { phones } from './phone.ts'
import { judgeBy } from './phone-judging.ts'

/** Telephone numbers, judged by the complete numbering plans of the world. */
export const findPhones = phones(judgeBy(plans))
