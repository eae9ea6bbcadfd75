import { useEffect, useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { withQuery } from '../lib/paths.ts'
import { usePlace } from '../lib/router.ts'
import { languages } from '../words/pick.ts'
import { allWords, language, words } from '../words/words.ts'

/** Asked once for all pages. */
let address: Promise<string | null> | undefined

/** The language of the screens, and the privacy policy. */
export function Foot() {
  const { path, query } = usePlace()
  const [policy, setPolicy] = useState<string | null>(null)
  useEffect(() => {
    address ??= call('signUpTerms').then(
      terms => terms.policyUrl,
      () => null,
    )
    address.then(setPolicy)
  }, [])
  return (
    <footer class="foot">
      <nav aria-label={words.nav.language}>
        {languages.map(other => (
          <a
            key={other}
            href={withQuery(path, { ...Object.fromEntries(query), lang: other })}
            lang={other}
            hreflang={other}
            aria-current={other === language ? 'true' : undefined}
          >
            {allWords[other].languageName}
          </a>
        ))}
      </nav>
      {policy && (
        <a href={policy} rel="external">
          {words.nav.privacy}
        </a>
      )}
    </footer>
  )
}
