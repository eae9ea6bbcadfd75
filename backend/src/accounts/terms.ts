import type { Settings } from '../settings.ts'

/** The version of the platform's privacy policy in force, which sign-up must name. */
export const policyVersion = '2026-04-23'

/** Where that policy can be read. */
export const policyUrl = ({ url }: Settings): string => `${url}/privacy`
