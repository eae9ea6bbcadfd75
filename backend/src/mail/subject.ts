export type MailLanguage = 'en' | 'de'

/** What people are told of when it has happened to their account or their workspace. */
export type NoticeKind =
  | 'email-change-asked'
  | 'email-changed'
  | 'password-changed'
  | 'factor-added'
  | 'factor-removed'
  | 'recovery-code-used'
  | 'second-factor-tried'
  | 'session-replayed'
  | 'device-allowed'
  | 'api-key-made'
  | 'api-key-in-browser'
  | 'budget-80'
  | 'budget-100'
  | 'quota-80'
  | 'quota-100'
  | 'plan-started'
  | 'plan-changed'
  | 'plan-ending'
  | 'plan-ended'
  | 'payment-failed'
  | 'payment-recovered'
  | 'grace-ending'
  | 'grace-over'
  | 'operator-read'
  | 'webhook-off'
  | 'suspended'
  | 'suspended-charged'
  | 'breach'
  | 'breach-due'
  | 'promise-broken'
  | 'request'
  | 'request-due'
  | 'account-deleted'
  | 'account-of-child'
  | 'member-joined'
  | 'role-changed'
  | 'removed'

/**
 * More about a notice, a line each under it: ids and fixed words. `workspace`, `assistant`, `member` and `by` are ids
 * and shown by name; the other names that the words know are shown as they are; the rest is left out.
 */
export type NoticeDetails = Record<string, string>

type Mail =
  | { mail: 'sign-up'; signUp: string }
  /** Somebody tried to sign up with the address of an account. */
  | { mail: 'sign-up-known'; account: string }
  | { mail: 'reset'; account: string }
  /** To the new address. */
  | { mail: 'email-change'; link: string }
  | { mail: 'invitation'; invitation: string }
  /** A version of the privacy policy that changed something significant. */
  | { mail: 'policy'; account: string; version: number }
  /** About a request by right, to whoever made it. */
  | { mail: 'request'; request: string; about: 'confirm' | 'answered' | 'extended' }
  | { mail: 'notice'; account: string; notice: NoticeKind; details?: NoticeDetails }
  /** The same notice to every owner of a workspace. */
  | { mail: 'owners'; workspace: string; notice: NoticeKind; details?: NoticeDetails }
  /** To an address that is no account's any more: sealed as `sealAddress` does. */
  | { mail: 'address'; sealed: string; notice: NoticeKind }

/** Which mail, about which ids: all that is put in line of it. */
export type MailSubject = Mail & { language: MailLanguage }
export type MailName = Mail['mail']
export type MailOf<Name extends MailName> = Extract<MailSubject, { mail: Name }>
