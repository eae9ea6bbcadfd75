import { readdir, readFile } from 'node:fs/promises'
import { cookies } from '../accounts/cookies.ts'
import type { PromiseEntry } from './promise.ts'

const widget = new URL('../../../widget/dist/', import.meta.url)

export const cookiePromises: readonly PromiseEntry[] = [
  {
    id: 'P7.1',
    promise: 'Cookies for authentication only, on our own origin; none on the sites that embed the widget.',
    enforced:
      'The widget as it is served has no word for cookies; the two of ours are HttpOnly, Secure and SameSite=Strict.',
    check: async () => {
      const files = await built(widget)
      const reaching = files.filter(text => /\bcookie(Store)?\b/i.test(text)).length
      const own = cookies.every(({ name }) => name.startsWith('__Host-'))
      return {
        state: reaching || !own ? 'broken' : files.length ? 'kept' : 'attention',
        facts: [
          ...cookies.map(({ name, purpose }) => ({ fact: 'cookie', word: `${name}: ${purpose}` })),
          { fact: 'widgetFiles', count: files.length },
          { fact: 'reachCookies', count: reaching },
        ],
      }
    },
  },
]

/** The scripts that sites load, as they are served. */
async function built(folder: URL): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const scripts = names.filter(name => name.endsWith('.js'))
  return Promise.all(scripts.map(name => readFile(new URL(name, folder), 'utf8')))
}
