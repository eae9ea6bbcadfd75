import type { Language } from '../src/kinds.ts'
import heldDe from './data/heldout/de.json' with { type: 'json' }
import heldEn from './data/heldout/en.json' with { type: 'json' }
import heldEs from './data/heldout/es.json' with { type: 'json' }
import heldFr from './data/heldout/fr.json' with { type: 'json' }
import heldIt from './data/heldout/it.json' with { type: 'json' }
import heldNl from './data/heldout/nl.json' with { type: 'json' }
import de from './data/tuning/de.json' with { type: 'json' }
import en from './data/tuning/en.json' with { type: 'json' }
import es from './data/tuning/es.json' with { type: 'json' }
import fr from './data/tuning/fr.json' with { type: 'json' }
import it from './data/tuning/it.json' with { type: 'json' }
import nl from './data/tuning/nl.json' with { type: 'json' }
import type { Half } from './sample.ts'

/** Texts with slots: those in which something must be found, and the hard ones in which nothing may be. */
export interface Templates {
  positive: string[]
  negative: string[]
}

const all: Record<Half, Record<Language, Templates>> = {
  tuning: { en, de, fr, es, it, nl },
  heldout: { en: heldEn, de: heldDe, fr: heldFr, es: heldEs, it: heldIt, nl: heldNl },
}

export const templatesOf = (half: Half, language: Language): Templates => all[half][language]
