import type { Card } from './books.ts'

/** What a hosted page answers. */
export type Shown = { html: string; status?: number } | { goTo: string } | { pdf: string }

/** A page with a title and a body of markup that is safe already. */
export function page(title: string, body: string, status = 200): Shown {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>`
  return {
    status,
    html: `<!doctype html><html lang="en"><head>${head}</head><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`,
  }
}

const escaped = (text: string) => text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)

export const paragraph = (text: string) => `<p>${escaped(text)}</p>`
export const alert = (text: string) => `<p role="alert">${escaped(text)}</p>`
export const link = (address: string, text: string) => `<a href="${escaped(address)}">${escaped(text)}</a>`
export const form = (fields: string, button: string, act = '') =>
  `<form method="post"><input type="hidden" name="act" value="${escaped(act)}">${fields}<button>${escaped(button)}</button></form>`

export function choice(legend: string, name: string, options: Array<[value: string, label: string]>): string {
  const inputs = options.map(
    ([value, label], index) =>
      `<label><input type="radio" name="${name}" value="${escaped(value)}"${index === 0 ? ' checked' : ''}> ${escaped(label)}</label>`,
  )
  return `<fieldset><legend>${escaped(legend)}</legend>${inputs.join('<br>')}</fieldset>`
}

export const cardChoice = () =>
  choice('Card', 'card', [
    ['good', 'Works'],
    ['declined', 'Declined'],
    ['fails-later', 'Works now, fails later'],
  ])

/** The card that a form names; anything else is one that is declined. */
export const cardOf = (value: unknown): Card =>
  value === 'good' || value === 'fails-later' ? value : 'declined'
