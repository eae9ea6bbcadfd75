import { withQuery } from '../lib/paths.ts'
import { usePlace } from '../lib/router.ts'
import { useTerms } from '../lib/terms.ts'
import { languages } from '../words/pick.ts'
import { allWords, language, words } from '../words/words.ts'

/** The language of the screens, the privacy policy, and the mails where they stay on this server. */
export function Foot() {
  const { path, query } = usePlace()
  const terms = useTerms()
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
      {terms && (
        <span class="foot-links">
          {terms.mail === 'outbox' && <a href="/outbox">{words.outbox.title}</a>}
          <a href={terms.policyUrl} rel="external">
            {words.nav.privacy}
          </a>
          <a href="/trust" rel="external">
            {words.nav.trust}
          </a>
        </span>
      )}
    </footer>
  )
}
