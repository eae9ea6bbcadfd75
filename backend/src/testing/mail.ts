import type { Outbox } from '@atavus/contract/account'
import type { z } from 'zod'

/** Whose mails are looked at: a test world, which does its work at once when told to, or a backend that listens. */
export interface Posted {
  app: { request(path: string, init?: RequestInit): Response | Promise<Response> }
  work?: () => Promise<void>
}

type Mail = z.infer<typeof Outbox>['items'][number]

const patienceMs = 10_000

/** The mails in the outbox to an address, the newest first, once the work that is due is done. */
export async function mailsTo({ app, work }: Posted, to: string): Promise<Mail[]> {
  await work?.()
  const answer = await app.request('/v1/outbox')
  if (!answer.ok) throw new Error(await answer.text())
  const { items } = (await answer.json()) as z.infer<typeof Outbox>
  return items.filter(mail => mail.to === to)
}

/** The newest mail to an address that has something in its subject or its text; waits for it. */
export async function mailWith(posted: Posted, to: string, has: string | RegExp): Promise<Mail> {
  const fits = (part: string) => (typeof has === 'string' ? part.includes(has) : has.test(part))
  for (let waited = 0; waited < patienceMs; ) {
    const mails = await mailsTo(posted, to)
    const found = mails.find(({ subject, text }) => fits(subject) || fits(text))
    if (found) return found
    const pause = Math.min(20 + waited / 4, 250)
    await new Promise(resolve => setTimeout(resolve, pause))
    waited += pause
  }
  throw new Error(`no mail to ${to} with ${has}`)
}

/** The token of the link to a page of ours in the newest mail to an address that has one; waits for it. */
export async function tokenTo(posted: Posted, to: string, page = '/verify'): Promise<string> {
  const link = new RegExp(`${page}#([\\w-]{43})$`, 'm')
  return link.exec((await mailWith(posted, to, link)).text)?.[1] ?? ''
}
