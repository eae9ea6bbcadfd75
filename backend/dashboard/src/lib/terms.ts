import { useEffect, useState } from 'preact/hooks'
import { call } from './call.ts'
import type { Answer } from './doors.ts'

type Terms = Answer<'signUpTerms'>

/** Asked once for all pages; asked again after it failed. */
let asked: Promise<Terms | null> | undefined

/** Where the policy is and where mails go; null while nobody knows. */
export function useTerms(): Terms | null {
  const [terms, setTerms] = useState<Terms | null>(null)
  useEffect(() => {
    asked ??= call('signUpTerms').catch(() => {
      asked = undefined
      return null
    })
    asked.then(setTerms)
  }, [])
  return terms
}
