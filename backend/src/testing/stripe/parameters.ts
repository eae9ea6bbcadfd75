import { z } from 'zod'
import type { Form } from './form.ts'
import { type ApiError, refused } from './refusals.ts'

// The vocabulary of parameters. Everything arrives as text; the messages of rules are Stripe's error codes.

export const text = (most = 5000) => z.string().min(1, 'parameter_invalid_empty').max(most)

export const whole = (least = Number.MIN_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/, 'parameter_invalid_integer')
    .transform(Number)
    .refine(number => number >= least, 'parameter_invalid_integer')

export const flag = () => z.enum(['true', 'false']).transform(value => value === 'true')
export const oneOf = <const Values extends readonly string[]>(...values: Values) => z.enum(values)
export const webAddress = () => text().refine(isWebAddress, 'url_invalid')

/** The languages that the hosted pages speak. */
export const locale = () => oneOf(...locales)
const locales = (
  'auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb' +
  ' nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'
).split(' ')

/** A parameter that an empty text unsets; it comes out as null. */
export const unset = <Rule extends z.ZodType>(rule: Rule) =>
  z.preprocess(value => (value === '' ? null : value), rule.nullable())

export const metadata = () => unset(z.record(z.string().max(40), z.string().max(500)))

const line = () => unset(text()).optional()
export const address = () =>
  unset(
    z.strictObject({
      city: line(),
      country: line(),
      line1: line(),
      line2: line(),
      postal_code: line(),
      state: line(),
    }),
  )

export const expand = { expand: z.array(text()).optional() }
export const pages = {
  limit: whole(1)
    .refine(limit => limit <= 100, 'parameter_invalid_integer')
    .optional(),
  starting_after: text().optional(),
  ending_before: text().optional(),
}

/** Gives the parameters as the rules read them, or throws Stripe's error for the first that does not fit. */
export function checked<Rules extends z.ZodType>(rules: Rules, form: Form): z.output<Rules> {
  const result = rules.safeParse(form, { reportInput: true })
  if (result.success) return result.data
  throw complaint(result.error.issues[0]!)
}

function complaint(issue: z.core.$ZodIssue): ApiError {
  const param = named(issue.path)
  if (issue.code === 'unrecognized_keys') return unknown(named([...issue.path, issue.keys[0]!]))
  if (issue.input === undefined) return missing(param)
  if (issue.code === 'invalid_value')
    return refused(`Invalid ${param}: must be one of ${issue.values.join(', ')}`, param)
  if (/^parameter_invalid_|^url_invalid/.test(issue.message))
    return refused(wrong(issue.message, param), param, issue.message)
  if (issue.code === 'invalid_type') return refused(`Invalid ${issue.expected}`, param)
  return refused(`Invalid value for ${param}: ${issue.message}`, param)
}

const unknown = (param: string) => refused(`Received unknown parameter: ${param}`, param, 'parameter_unknown')
const missing = (param: string) => refused(`Missing required param: ${param}.`, param, 'parameter_missing')

/** Throws unless the parameter is there. */
export function needed<Value>(value: Value | null | undefined, param: string): Value {
  if (value === undefined || value === null) throw missing(param)
  return value
}

function wrong(code: string, param: string): string {
  if (code === 'parameter_invalid_integer') return `Invalid integer: ${param}`
  if (code === 'url_invalid') return 'Not a valid URL'
  return `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset.`
}

const named = (path: PropertyKey[]) =>
  path.map((step, index) => (index === 0 ? String(step) : `[${String(step)}]`)).join('')

// Addresses may carry `{CHECKOUT_SESSION_ID}`, which a strict reader of URLs takes too.
function isWebAddress(value: string): boolean {
  const url = URL.parse(value)
  return url !== null && /^https?:$/.test(url.protocol)
}

/** What stands after a change of metadata: keys are laid over, an empty text takes one away, null takes all. */
export function merged(
  standing: Record<string, string>,
  change: Record<string, string> | null | undefined,
): Record<string, string> {
  if (change === null) return {}
  return Object.fromEntries(Object.entries({ ...standing, ...change }).filter(([, value]) => value !== ''))
}
