import { useSigned } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { explain, Refused } from '../lib/problem.ts'
import { useSubmit } from '../lib/submit.ts'
import { Avatar } from '../pieces/avatar.tsx'
import { TextField } from '../pieces/field.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import type { AccountProps } from './props.ts'

const isOfPicture = (error: unknown): boolean =>
  error instanceof Refused && (error.code === 'picture_unusable' || error.code === 'address_not_allowed')

/** What is kept as a picture, and where another one can be fetched from. */
export function PictureForm({ account }: AccountProps) {
  const told = words.account.profile
  const { put } = useSigned()
  const fetching = useSubmit(async (form, element) => {
    const picture = String(form.get('picture')).trim()
    put(await call('changeAccount', { body: { picture } }))
    element.reset()
  })
  const removing = useSubmit(async () => put(await call('changeAccount', { body: { picture: null } })))
  return (
    <>
      <div class="kept-picture">
        <Avatar {...account} size="large" />
        <p class="hint">{account.picture ? told.kept : told.initials}</p>
      </div>
      <form class="stack" onSubmit={fetching.submit}>
        <TextField
          name="picture"
          type="url"
          label={told.address}
          hint={told.addressHint}
          inputMode="url"
          maxLength={2000}
          autocomplete="off"
          spellcheck={false}
          problem={isOfPicture(fetching.error) ? explain(fetching.error) : undefined}
          error={fetching.error}
          required
        />
        <Alert error={isOfPicture(fetching.error) ? null : fetching.error} />
        <div class="actions">
          <button type="submit" class="button" disabled={fetching.busy}>
            {fetching.busy ? told.fetching : told.fetch}
          </button>
        </div>
      </form>
      {account.picture && (
        <form class="stack" onSubmit={removing.submit}>
          <Alert error={removing.error} />
          <div class="actions">
            <button type="submit" class="button danger-quiet" disabled={removing.busy}>
              {told.remove}
            </button>
          </div>
        </form>
      )}
    </>
  )
}
