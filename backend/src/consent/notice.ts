import { createHash } from 'node:crypto'
import type { Notice } from '@atavus/contract/chat'
import type { Policy } from '../assistants/policies.ts'
import { recipients } from '../egress/recipients.ts'
import type { Settings } from '../settings.ts'
import type { World } from '../world.ts'
import words from './words.json' with { type: 'json' }

export const noticeLanguages = Object.keys(words) as (keyof typeof words)[]

/** The language of the notices that is nearest to the one asked for: its own, or English. */
export function noticeLanguage(asked: string | undefined): keyof typeof words {
  const base = asked?.split('-')[0]
  return noticeLanguages.find(language => language === base) ?? 'en'
}

/** What a visitor reads and agrees to before the first message. Its hash is SHA-256 over its exact content. */
export function noticeFor(policy: Policy, platform: Platform, language: keyof typeof words): Notice {
  const text = words[language]
  return hashed(policy, platform, language, [
    text.machine,
    text.where[policy.model],
    text.controller,
    leaves(policy) ? text.keepingRemote : text.keeping,
    ...(policy.identitySecrets.length > 0 ? [text.identified] : []),
    text.rights,
  ])
}

/** The same for somebody who asks by an account, whose conversations are their own and have a term that they choose. */
export function ownNoticeFor(policy: Policy, platform: Platform, language: keyof typeof words): Notice {
  const { machine, controller, own } = words[language]
  return hashed({ ...policy, retentionDays: 0 }, platform, language, [
    machine,
    own.where[policy.model],
    controller,
    own.keeping,
    own.rights,
  ])
}

function hashed(
  policy: Policy,
  { settings, policy: published }: Platform,
  language: keyof typeof words,
  paragraphs: string[],
): Notice {
  const text = words[language]
  const fill = (sentence: string) =>
    sentence.replace(/\{(\w+)\}/g, (whole, name: string) => values(policy, settings)[name] ?? whole)
  const content = {
    language,
    title: text.title,
    paragraphs: paragraphs.map(fill),
    adult: text.adult,
    history: text.history,
    agree: text.agree,
    refuse: text.refuse,
    remote: leaves(policy) ? text.remote : null,
    retentionDays: policy.retentionDays,
    // The version that last changed something significant: with the next one the notice is another.
    policyUrl: `${settings.url}/privacy/${published.now().significant}`,
  }
  if (policy.addedNotice) content.paragraphs.push(policy.addedNotice)
  return { hash: createHash('sha256').update(JSON.stringify(content)).digest('hex'), ...content }
}

/** The text that a notice's hash is of. */
export const hashedOf = ({ hash: _, ...content }: Notice): string => JSON.stringify(content)

/** Who runs it, and under which policy. */
export type Platform = Pick<World, 'settings' | 'policy'>

const leaves = ({ model }: Policy): boolean => recipients[model] !== undefined

function values(policy: Policy, { operator }: Settings): Record<string, string> {
  return {
    name: policy.name,
    controller: policy.controllerName,
    contact: [policy.controllerAddress, policy.controllerContact].filter(Boolean).join(', '),
    operator: operator.name,
    country: operator.country,
    days: String(policy.retentionDays),
  }
}
