/** What is replaced before words leave the server. */
export const kinds = [
  'email',
  'phone',
  'iban',
  'card',
  'wallet',
  'ip',
  'mac',
  'url',
  'secret',
  'password',
  'location',
  'national_id',
  'person',
  'address',
  'birth_date',
  'handle',
  'customer_number',
  'text',
] as const
export type Kind = (typeof kinds)[number]

/** Special categories of personal data (GDPR Art. 9 and 10): a text that speaks of them is flagged, not changed. */
export const specialCategories = [
  'health',
  'religion',
  'politics',
  'ethnicity',
  'union',
  'sexuality',
  'biometrics',
  'crime',
] as const
export type SpecialCategory = (typeof specialCategories)[number]

/** The languages whose grammars, cues and lexicons are known; every text is held against all of them. */
export const languages = ['en', 'de', 'fr', 'es', 'it', 'nl'] as const
export type Language = (typeof languages)[number]
