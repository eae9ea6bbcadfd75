import { type MetadataJson, parsePhoneNumberFromString } from 'libphonenumber-js/core'

/** `possible` has the length of a number there; `valid` also begins like one. */
export type Verdict = 'valid' | 'possible' | 'none'

/** Judges digits, with a `+` in front or as they are dialled in a region. */
export type PhoneJudge = (digits: string, region?: string) => Verdict

/** A judge by these numbering plans: the large ones know more, the small ones weigh half. */
export function judgeBy(plans: MetadataJson): PhoneJudge {
  return (digits, region) => {
    const options = { extract: false, ...(region && { defaultCountry: region as 'DE' }) }
    const number = parsePhoneNumberFromString(digits, options, plans)
    if (number?.isValid()) return 'valid'
    return number?.isPossible() ? 'possible' : 'none'
  }
}

/** The same judge, who remembers within one text, and is asked no more often than its length allows. */
export function sparing(judge: PhoneJudge, length: number): { few: (most: number) => PhoneJudge } {
  const verdicts = new Map<string, Verdict>()
  let left = 200 + length / 8
  return {
    few: most => {
      let questions = most
      return (digits, region) => {
        const key = region ? region + digits : digits
        const known = verdicts.get(key)
        if (known || questions-- <= 0 || left-- <= 0) return known ?? 'none'
        const verdict = judge(digits, region)
        verdicts.set(key, verdict)
        return verdict
      }
    },
  }
}
