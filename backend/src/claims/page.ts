import type { Language } from '../lib/language.ts'
import type { Settings } from '../settings.ts'
import { escaped, pageOf } from '../site/page.ts'
import type { All } from './all.ts'
import { type Act, type Done, fill, partsIn } from './parts.ts'

/** Of whom a page is, and in which language. */
interface Told {
  settings: Settings
  language: Language
}
interface Under {
  code: string
  done?: Done | undefined
  controller: { name: string; controllerName: string; controllerContact: string }
}
type Data = All & Under

const at = '/your-data'

/** Where the code of a receipt is typed. */
export function codePage({ settings, language }: Told, problem?: 'unknown' | 'limited'): string {
  const { words } = partsIn(language)
  const said = problem ? `<p class="problem" role="alert">${escaped(words.problems[problem])}</p>` : ''
  const body = `<h1>${escaped(words.title)}</h1>
<p>${escaped(words.intro)}</p>
<form class="request" method="post" action="${at}">
${said}
<div><label for="code">${escaped(words.code)}</label>
<p class="quiet" id="code-hint">${escaped(words.codeHint)}</p>
<input id="code" name="code" type="text" maxlength="60" autocomplete="off" required aria-describedby="code-hint"></div>
<button type="submit">${escaped(words.open)}</button>
</form>
<p><a href="/requests">${escaped(words.noCode)}</a></p>`
  return pageOf(settings, at, words.title, body, language)
}

/**
 * What is left to whoever has the code of a person whom the site named with a secret that counts no more: it may have
 * leaked, and whoever had it could be anybody. So nothing is shown; it can be ended.
 */
export function endingPage({ settings, language }: Told, { code, ...under }: Under): string {
  const { words, button } = partsIn(language)
  const body = `${headOf(language, under)}
<p>${escaped(words.unvouched)}</p>
<div class="actions">${button(code, 'withdraw')}${button(code, 'erase')}</div>`
  return pageOf(settings, at, words.title, body, language)
}

/** Everything that is held under a receipt, and what can be done with it. */
export function dataPage(
  { settings, language }: Told,
  { held, left, requests, code, ...under }: Data,
): string {
  const { words, day, button, ...draw } = partsIn(language)
  const standing = held.consents.some(({ withdrawnAt }) => withdrawnAt === null)
  const objected = held.objections.includes('improve')
  const acts: Act[] = [
    'download',
    objected ? 'agree' : 'object',
    ...(standing ? (['withdraw'] as const) : []),
    'erase',
  ]
  const holds = held.holds.map(({ reason, until }) => fill(words.hold, { reason, until: day(until) }))
  const nothing = `<p>${escaped(words.nothing)}</p>`
  const body = `${headOf(language, under)}
<div class="actions">${acts.map(act => button(code, act)).join('')}</div>
${holds.map(hold => `<p class="card">${escaped(hold)}</p>`).join('')}
<h2>${escaped(words.words)}</h2>
${held.conversations.map(draw.conversation).join('\n') || nothing}
${left.length ? `<h2>${escaped(words.left)}</h2>\n<p>${escaped(words.leftText)}</p>\n${left.map(draw.leftWords).join('\n')}` : ''}
<h2>${escaped(words.consents)}</h2>
<ul>${held.consents.map(draw.consent).join('')}</ul>
<h2>${escaped(words.correct)}</h2>
${requests.map(draw.asked).join('\n')}
<form class="request" method="post" action="${at}">
<input type="hidden" name="code" value="${escaped(code)}"><input type="hidden" name="act" value="correct">
<div><label for="words">${escaped(words.wrong)}</label>
<textarea id="words" name="words" rows="4" maxlength="4000" required></textarea></div>
<button type="submit">${escaped(words.send)}</button>
</form>`
  return pageOf(settings, at, words.title, body, language)
}

/** What a button came to, and who is responsible. */
function headOf(language: Language, { done, controller }: Omit<Under, 'code'>): string {
  const { words, outcome } = partsIn(language)
  const { name, controllerName, controllerContact } = controller
  const whose = { assistant: name, controller: `${controllerName}, ${controllerContact}` }
  return `<h1>${escaped(words.title)}</h1>
${done ? `<p class="card" role="status">${outcome(done)}</p>` : ''}
<p>${escaped(fill(words.responsible, whose))}</p>`
}
