import { fill, words } from '../words/words.ts'

/** The sentence about the privacy policy, with a link in its middle and the shown version in the form. */
export function Policy({ policyVersion, policyUrl }: { policyVersion: string; policyUrl: string }) {
  const [before, after] = fill(words.signUp.policy, { version: policyVersion }).split('{link}')
  return (
    <p class="small">
      <input type="hidden" name="policyVersion" value={policyVersion} />
      {before}
      <a href={policyUrl} target="_blank" rel="noopener noreferrer">
        {words.signUp.policyLink}
        <span class="unseen"> ({words.newTab})</span>
      </a>
      {after}
    </p>
  )
}
