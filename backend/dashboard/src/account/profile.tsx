import type { Account } from '@atavus/contract/account'
import { isOfUsername, UsernameField } from '../accounts/username-field.tsx'
import { useSigned } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import type { Body } from '../lib/doors.ts'
import { useSubmit } from '../lib/submit.ts'
import { TextField } from '../pieces/field.tsx'
import { SaveButton } from '../pieces/save-button.tsx'
import { Section } from '../pieces/section.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { PictureForm } from './picture.tsx'
import type { AccountProps } from './props.ts'

/** How others see the account. */
export function Profile({ account }: AccountProps) {
  const told = words.account.profile
  return (
    <>
      <Section title={told.names} text={told.namesText}>
        <Names account={account} />
      </Section>
      <Section title={told.picture} text={told.pictureText}>
        <PictureForm account={account} />
      </Section>
    </>
  )
}

function Names({ account }: AccountProps) {
  const { put } = useSigned()
  const { sending, submit, busy, error } = useSubmit(async form => {
    put(await call('changeAccount', { body: changedNames(form, account) }))
  })
  return (
    <form class="stack" onSubmit={submit}>
      <UsernameField error={error} value={account.username} />
      <TextField
        name="fullName"
        label={words.signUp.fullName}
        autocomplete="name"
        maxLength={100}
        value={account.fullName ?? ''}
        error={error}
        optional
      />
      <Alert error={isOfUsername(error) ? null : error} />
      <SaveButton busy={busy} done={sending.phase === 'done'} />
    </form>
  )
}

function changedNames(form: FormData, account: Account): Body<'changeAccount'> {
  const username = String(form.get('username')).trim()
  const fullName = String(form.get('fullName')).trim() || null
  return {
    ...(username !== account.username && { username }),
    ...(fullName !== account.fullName && { fullName }),
  }
}
