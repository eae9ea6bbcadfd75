import type { Erased } from '@atavus/contract/chat'
import { requestKinds } from '@atavus/contract/requests'
import type { Language } from '../lib/language.ts'
import type { Settings } from '../settings.ts'
import { escaped, pageOf } from '../site/page.ts'
import de from './words.de.json' with { type: 'json' }
import en from './words.en.json' with { type: 'json' }

/** Of whom a page is, and in which language. */
export interface Told {
  settings: Settings
  language: Language
}

export interface Fields {
  kind: string
  site: string
  contact: string
  words: string
  code: string
}
/** Why the form comes back. */
export type Problem = keyof typeof en.problems
export type Said = keyof typeof en.said

const wordsIn = (language: Language) => (language === 'de' ? de : en)
const at = '/requests'

/** The form with which anybody asks what is held about them, without an account and without a script. */
export function requestForm(
  { settings, language }: Told,
  typed: Partial<Fields> = {},
  problem?: Problem,
): string {
  const words = wordsIn(language)
  const options = requestKinds.map(kind => {
    const chosen = typed.kind === kind ? ' selected' : ''
    return `<option value="${kind}"${chosen}>${escaped(words.kinds[kind])}</option>`
  })
  const field = (name: 'site' | 'contact' | 'code', type: string, more: string) => `<div>
<label for="${name}">${escaped(words[name])}</label>
<p class="quiet" id="${name}-hint">${escaped(words[`${name}Hint`])}</p>
<input id="${name}" name="${name}" type="${type}" value="${escaped(typed[name] ?? '')}" aria-describedby="${name}-hint" ${more}>
</div>`
  const wrong = problem ? `<p class="problem" role="alert">${escaped(words.problems[problem])}</p>` : ''
  const body = `<h1>${escaped(words.title)}</h1>
<p>${escaped(words.intro)}</p>
<p>${escaped(words.widget)}</p>
<form class="request" method="post" action="${at}">
${wrong}
<div><label for="kind">${escaped(words.kind)}</label>
<select id="kind" name="kind">${options.join('')}</select></div>
${field('site', 'text', 'maxlength="300" autocomplete="url"')}
${field('contact', 'email', 'maxlength="254" autocomplete="email"')}
${field('code', 'text', 'maxlength="60" autocomplete="off"')}
<div><label for="words">${escaped(words.words)}</label>
<p class="quiet" id="words-hint">${escaped(words.wordsHint)}</p>
<textarea id="words" name="words" rows="6" maxlength="4000" required aria-describedby="words-hint">${escaped(typed.words ?? '')}</textarea></div>
<button type="submit">${escaped(words.send)}</button>
</form>
<p class="quiet">${escaped(words.address.replace('{contact}', settings.operator.contact))}</p>`
  return pageOf(settings, at, words.title, body, language)
}

/** A page of one message, and the receipt of what was deleted, if that is told. */
export function saidPage({ settings, language }: Told, said: Said, gone?: Erased): string {
  const { title, text } = wordsIn(language).said[said]
  const told = gone ? text.replace('{held}', String(gone.held)) : text
  const signed = gone ? `<p><code>${escaped(gone.receipt)}</code></p>` : ''
  return pageOf(settings, '', title, `<h1>${escaped(title)}</h1><p>${escaped(told)}</p>${signed}`, language)
}

/** What a mail's link leads to: only whoever presses the button has confirmed, not a program that opens links. */
export function confirmPage({ settings, language }: Told, token: string): string {
  const { confirm } = wordsIn(language)
  const body = `<h1>${escaped(confirm.title)}</h1><p>${escaped(confirm.text)}</p>
<form class="request" method="post" action="${at}/confirm">
<input type="hidden" name="token" value="${escaped(token)}">
<button type="submit">${escaped(confirm.button)}</button>
</form>`
  return pageOf(settings, '', confirm.title, body, language)
}
