import { z } from 'zod'
import { line } from './line.ts'
import { allRights, roles } from './rights.ts'

const username = z.string().regex(/^[a-z0-9][a-z0-9_-]{2,31}$/i)
/** NIST 800-63B-4: at least 15 characters while it is the only factor; no composition rules. */
const password = z.string().min(15).max(1000)
const proof = z.string().min(1).max(1000)
const token = z.string().min(20).max(200)
/** A purpose that can be objected to (GDPR Art. 21). */
const purpose = z.enum(['improve'])
/** Six digits of an authenticator, or a recovery code; spaces and dashes do not matter. */
const code = z.string().min(6).max(40)

export const SignUp = z.strictObject({
  email: z.email().max(254),
  username,
  password,
  fullName: line(100).optional(),
  /** The statement of an age of 18 or more. */
  adult: z.boolean(),
  /** The version of the privacy policy that was shown. */
  policyVersion: z.string().max(40),
})
export type SignUp = z.infer<typeof SignUp>

/**
 * `password`: the one that was chosen, so that nobody finishes what somebody else began with their address. `username`
 * where the one that was wished for is somebody else's by now.
 */
export const FinishSignUp = z.strictObject({ token, password: proof, username: username.optional() })

/** `name`: e-mail address or username. `code` once the account has a second factor. */
export const SignIn = z.strictObject({
  name: z.string().min(1).max(254),
  password: proof,
  code: code.optional(),
})
export const SignInByLink = z.strictObject({ token })
export const EnterWorkspace = z.strictObject({ workspace: z.uuid() })
export const Confirm = z.strictObject({ password: proof, code: code.optional() })
export const AskReset = z.strictObject({ email: z.email().max(254) })
export const ResetPassword = z.strictObject({ token, password })
export const SpendLink = z.strictObject({ token })

const role = z.enum(roles)

export const Account = z.object({
  id: z.uuid(),
  email: z.string(),
  username: z.string(),
  fullName: z.string().nullable(),
  /** A path on our own origin; null: initials. */
  picture: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** The workspace that this session is in, and what the account may do there. */
  workspace: z.object({ id: z.uuid(), name: z.string(), timeZone: z.string(), role }),
  rights: z.array(z.enum(allRights)),
  /** All workspaces that the account belongs to. */
  workspaces: z.array(z.object({ id: z.uuid(), name: z.string(), role })),
  /** Since when sign-in asks for a second factor, and how many recovery codes are left. */
  secondFactor: z.object({ since: z.iso.datetime(), recoveryCodes: z.number().int() }).nullable(),
  /** What the account objected to: being counted for `improve`ment. */
  objections: z.array(purpose),
  operator: z.boolean(),
  /** Whether this platform has plans that are paid for; without them only its limits hold. */
  billing: z.boolean(),
  /** A version of the privacy policy that changed something significant, until it is read. */
  policy: z
    .object({
      version: z.number().int(),
      hash: z.string(),
      summary: z.string(),
      publishedAt: z.iso.datetime(),
    })
    .nullable(),
  /** Until when this session counts as proven again; null or past: it must be. */
  confirmedUntil: z.iso.datetime().nullable(),
})
export type Account = z.infer<typeof Account>

/** What sign-up must show, before there is an account; `mail` says where mails of this server go. */
export const SignUpTerms = z.object({
  policyVersion: z.string(),
  policyUrl: z.string(),
  mail: z.enum(['smtp', 'outbox']),
})

/** What is named is changed. `picture`: an https address, fetched once; null: initials again. */
export const AccountChange = z.strictObject({
  username: username.optional(),
  fullName: line(100).nullable().optional(),
  picture: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .optional(),
  /** Instead of those before: an empty list takes them back. */
  objections: z.array(purpose).max(1).optional(),
})
export const PasswordChange = z.strictObject({ current: proof, password })
export const EmailChange = z.strictObject({ email: z.email().max(254) })

/** `workspaces`: those that are deleted along; whoever is the last owner of another one must first name a successor. */
export const AccountDeletion = z.strictObject({ workspaces: z.array(z.uuid()).max(100) })

export const SessionSummary = z.object({
  id: z.uuid(),
  /** What a browser's extension is called that was let in; null: a browser on our own pages. */
  device: z.string().nullable(),
  /** Coarse on purpose: family and major version, e.g. `Firefox 140`, and `Linux`; null where the browser did not say. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  /** Where it is; a device is in none. */
  workspace: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** To a quarter of an hour. */
  lastUsedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** Whether it is the one that asks. */
  present: z.boolean(),
})
export type SessionSummary = z.infer<typeof SessionSummary>
export const Sessions = z.object({ items: z.array(SessionSummary) })

/** A new authenticator's secret (base32) and its `otpauth:` address for the QR code; not in force until confirmed. */
export const FactorOffer = z.object({ secret: z.string(), uri: z.string() })
export const FactorProof = z.strictObject({ code })
/** Shown once. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) })

/** What a server without a mail server would have sent; on a machine of one's own only. */
export const Outbox = z.object({
  items: z.array(
    z.object({ id: z.uuid(), to: z.string(), subject: z.string(), text: z.string(), at: z.iso.datetime() }),
  ),
})
