import type { Language } from '../../src/kinds.ts'
import type { Pool } from '../pools.ts'
import type { Random } from '../random.ts'
import type { Piece } from '../sample.ts'

export type Region = 'GB' | 'US' | 'IE' | 'DE' | 'AT' | 'CH' | 'FR' | 'BE' | 'ES' | 'IT' | 'NL'

/** Who writes, where, and which names and streets may be used. */
export interface Setting {
  random: Random
  language: Language
  region: Region
  pool: Pool
}

export type Make = (setting: Setting) => string | Piece[]
