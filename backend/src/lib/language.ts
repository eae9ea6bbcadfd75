import type { Context } from 'hono'
import type { Door } from './door.ts'

/** The languages of our mails. */
export type Language = 'en' | 'de'

/** Which language of our mails a browser says that it prefers (RFC 9110, 12.5.4); English, if none of them. */
export function askedLanguage(c: Context<Door>): Language {
  const wishes = (c.req.header('accept-language') ?? '').slice(0, 200).split(',').map(wish)
  const known = wishes.filter(({ language, weight }) => weight > 0 && /^(?:en|de)$/.test(language))
  const [first] = known.toSorted((one, other) => other.weight - one.weight)
  return first?.language === 'de' ? 'de' : 'en'
}

function wish(text: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = text.split(';').map(part => part.trim().toLowerCase())
  const weight = parameters.find(part => part.startsWith('q='))?.slice(2)
  return { language: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) || 0 }
}
