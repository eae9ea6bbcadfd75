import { useSigned } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { useSubmit } from '../lib/submit.ts'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import type { AccountProps } from './props.ts'

/** To be counted for improvement or not (GDPR Art. 21): effective with the click. */
export function Objecting({ account }: AccountProps) {
  const said = words.account.data
  const { put } = useSigned()
  const objects = account.objections.includes('improve')
  const { submit, busy, error } = useSubmit(async () => {
    put(await call('changeAccount', { body: { objections: objects ? [] : ['improve'] } }))
  })
  return (
    <form class="stack" onSubmit={submit}>
      <p role="status">{objects ? said.notCounted : said.counted}</p>
      <button type="submit" class="button" disabled={busy}>
        {objects ? said.countAgain : said.objectButton}
      </button>
      <Alert error={error} />
    </form>
  )
}
