import type { World } from '../world.ts'

/** The version of the platform's privacy policy in force, which sign-up must name, and where it can be read. */
export function termsOf({ policy, settings }: Pick<World, 'policy' | 'settings'>) {
  return { policyVersion: policy.now().id, policyUrl: `${settings.url}/privacy` }
}
