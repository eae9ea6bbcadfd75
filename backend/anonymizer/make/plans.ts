import world from 'libphonenumber-js/min/metadata'

/** How the numbers of a calling code are made. */
export type Plan = [pattern: string, lengths: string, prefix: string, regions: string]

/** The calling codes of whose numbers it is known what they look like, and not only how long they are. */
const known = new Set(
  '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 54 55 56 57 61 64 81 82 86 90 91 351 352 353 358 380 385 420 421'.split(
    ' ',
  ),
)

/**
 * The numbering plans of the world, a tenth of their size: for each calling code what the numbers of its first region
 * look like, how long those of all its regions may be, what is dialled in front at home, and which regions they are.
 */
export function plans(): Record<string, Plan> {
  const regions: Record<string, unknown[]> = world.countries
  return Object.fromEntries(
    Object.entries(world.country_calling_codes).flatMap(([code, names]) => {
      const own = names.filter(name => name in regions)
      if (!own[0]) return []
      const { pattern, prefix } = partsOf(regions[own[0]]!)
      const lengths = new Set(own.flatMap(name => partsOf(regions[name]!).lengths))
      const sorted = [...lengths].sort((a, b) => a - b).join()
      return [[code, [known.has(code) ? pattern : '', sorted, prefix, own.join(' ')]]]
    }),
  )
}

/** What is wanted of the library's row for a region. A prefix that is not only left out is none for us. */
function partsOf(region: unknown[]) {
  const [, , pattern, lengths, , dialled, , parsed, rewritten] = region
  const prefix = (!rewritten && parsed) || dialled || ''
  return { pattern: String(pattern), lengths: lengths as number[], prefix: String(prefix) }
}
