import type { Language } from '../words/pick.ts'
import { language } from '../words/words.ts'
import { countryName } from './format.ts'

/** Where those who write to a site may well live, as ISO 3166-1 codes. */
const common =
  'AL AD AR AU AT BE BA BR BG CA CL CN CO HR CY CZ DK EE FI FR DE GI GR HK HU IS IN IE IL IT JP XK LV LI LT LU MY MT MX MD MC ME NL NZ MK NO PE PH PL PT RO SM SA RS SG SK SI ZA KR ES SE CH TW TH TR UA AE GB US VN'

/** Countries to choose from with their names, in the order of these; `chosen` are among them, whichever they are. */
export function countriesWith(
  chosen: readonly string[],
  spoken: Language = language,
): [code: string, name: string][] {
  const codes = [...new Set([...common.split(' '), ...chosen])]
  const { compare } = new Intl.Collator(spoken)
  return codes
    .map((code): [string, string] => [code, countryName(code, spoken)])
    .sort(([, one], [, other]) => compare(one, other))
}
