import { type Language, languages } from '../src/kinds.ts'
import { filled, joined } from './compose.ts'
import { poolOf } from './pools.ts'
import { chance, pick, type Random, randomOf, weighed } from './random.ts'
import type { Half, Sample } from './sample.ts'
import { type Templates, templatesOf } from './templates.ts'
import type { Region } from './values/setting.ts'
import { worn } from './wear.ts'

/** How often each template is filled anew. */
const rounds: Record<keyof Templates, number> = { positive: 5, negative: 3 }

/** The labelled texts of one half, always the same ones. A template that begins with `@US ` is written there. */
export const samplesOf = (half: Half): Sample[] =>
  languages.flatMap(language => [
    ...written(half, language, 'positive'),
    ...written(half, language, 'negative'),
  ])

function written(half: Half, language: Language, sort: keyof Templates): Sample[] {
  const pool = poolOf(language, half)
  return templatesOf(half, language)[sort].flatMap((template, number) =>
    Array.from({ length: rounds[sort] }, (_, round) => {
      const name = `${language}/${sort}/${number}`
      const random = randomOf(`${half}/${name}/${round}/${template}`)
      const [, pinned, text] = /^(?:@([A-Z]{2}) )?(.*)$/s.exec(template)!
      const region = (pinned as Region | undefined) ?? weighed(random, regions[language])
      const pieces = worn(random, filled(text!, { random, language, region, pool }))
      return {
        half,
        language,
        template: name,
        negative: sort === 'negative',
        ...placed(random, language, region),
        ...joined(pieces),
      }
    }),
  )
}

/** Mostly the site's place is the writer's; sometimes the writer is abroad, or nothing is known. */
function placed(random: Random, language: Language, region: Region): Pick<Sample, 'fit' | 'place'> {
  const fit = weighed(random, [
    ['fits', 17],
    ['foreign', 2],
    ['none', 1],
  ] as const)
  if (fit === 'none') return { fit, place: { regions: [] } }
  const abroad = pick(
    random,
    languages.filter(other => other !== language),
  )
  const home = fit === 'fits' ? language : abroad
  const others = regions[home].map(([other]) => other)
  const neighbours = fit === 'fits' && chance(random, 0.4) ? others.filter(other => other !== region) : []
  return { fit, place: { language: home, regions: fit === 'fits' ? [region, ...neighbours] : [others[0]!] } }
}

const regions: Record<Language, [Region, number][]> = {
  en: [
    ['GB', 45],
    ['US', 40],
    ['IE', 15],
  ],
  de: [
    ['DE', 70],
    ['AT', 15],
    ['CH', 15],
  ],
  fr: [
    ['FR', 75],
    ['BE', 15],
    ['CH', 10],
  ],
  es: [['ES', 100]],
  it: [
    ['IT', 92],
    ['CH', 8],
  ],
  nl: [
    ['NL', 75],
    ['BE', 25],
  ],
}
