import type { Erased } from '@atavus/contract/chat'
import type { Language } from '../lib/language.ts'
import { escaped } from '../site/page.ts'
import type { All } from './all.ts'
import de from './words.de.json' with { type: 'json' }
import en from './words.en.json' with { type: 'json' }

/** What a button came to. */
export type Done =
  | { deleted: Erased }
  | { withdrawn: true }
  | { objected: boolean }
  | { due: string }
  | { refused: string }

export type Act = keyof typeof en.acts

export const fill = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)

/** The pieces of the page in one language, as HTML. */
export function partsIn(language: Language) {
  const words = language === 'de' ? de : en
  const days = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  })
  const day = (iso: string): string => days.format(new Date(iso))
  return {
    words,
    day,
    button: (code: string, act: Act): string => `<form method="post" action="/your-data">
<input type="hidden" name="code" value="${escaped(code)}"><input type="hidden" name="act" value="${act}">
<button type="submit">${escaped(words.acts[act])}</button></form>`,

    outcome(done: Done): string {
      const { done: said } = words
      if ('deleted' in done) {
        const { conversations, messages, held, receipt } = done.deleted
        const text = fill(said.deleted, { conversations: String(conversations), messages: String(messages) })
        const stays = held ? ` ${fill(said.held, { held: String(held) })}` : ''
        return `${escaped(`${text}${stays} ${said.receipt}`)}<br><code>${escaped(receipt)}</code>`
      }
      if ('withdrawn' in done) return escaped(said.withdrawn)
      if ('objected' in done) return escaped(done.objected ? said.objected : said.agreed)
      if ('due' in done) return escaped(fill(said.asked, { due: day(done.due) }))
      const { refused } = done
      return escaped(refused === 'too_many' ? said.too_many : said.refused)
    },

    conversation({ startedAt, deletedAt, messages }: All['held']['conversations'][number]): string {
      const said = messages.map(({ role, text, deletedAt }) => {
        const until = fill(words.deleted, { day: day(deletedAt) })
        return `<p><strong>${escaped(words.roles[role])}:</strong> ${lines(text)} <span class="quiet">(${escaped(until)})</span></p>`
      })
      const title = fill(words.conversation, { started: day(startedAt), deleted: day(deletedAt) })
      return `<article class="card"><h3>${escaped(title)}</h3>${said.join('')}</article>`
    },

    leftWords({ at, recipient, country, words: text }: All['left'][number]): string {
      const head = fill(words.leftTo, { day: day(at), recipient, country })
      return `<article class="card"><p class="quiet">${escaped(head)}</p><p>${lines(text ?? words.leftWith)}</p></article>`
    },

    consent({ id, givenAt, withdrawnAt }: All['held']['consents'][number]): string {
      const state = withdrawnAt ? fill(words.withdrawnAt, { day: day(withdrawnAt) }) : words.standing
      return `<li>${escaped(fill(words.given, { day: day(givenAt) }))}, ${escaped(state)} <code>${escaped(id)}</code></li>`
    },

    asked({ words: text, dueAt, extended, answer }: All['requests'][number]): string {
      const waits = fill(extended ? words.extended : words.waits, { due: day(dueAt), reason: extended ?? '' })
      const state = answer ? lines(answer.words) : escaped(waits)
      return `<div class="card"><p>${lines(text)}</p><p class="quiet">${state}</p></div>`
    },
  }
}

const lines = (text: string): string => escaped(text).replaceAll('\n', '<br>')
