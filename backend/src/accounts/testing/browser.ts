import { type Posted, tokenTo } from '../../testing/mail.ts'

/** The policy that a fresh platform opens with. */
const policyVersion = '2026-04-23'

export const generous = { burst: 100_000, every: 0.0001 }
/** For tests that are not about limits. */
export const noLimits = {
  visitor: generous,
  address: generous,
  key: generous,
  apiKey: generous,
  workspace: generous,
  refused: generous,
  arrivals: generous,
  signIns: generous,
  passwordTries: generous,
  passwordTriesEverywhere: generous,
  requests: generous,
  billing: generous,
}

export const passphrase = 'tulip gravel ladder mist'

/** What somebody sends to sign up. */
export const newcomer = (name: string, more: object = {}) => ({
  email: `${name}@nursery.example`,
  username: name,
  password: passphrase,
  adult: true,
  policyVersion,
  ...more,
})

/** A browser on our own pages: keeps cookies as it is told, and sends them back. */
export function browser(posted: Posted) {
  const { app } = posted
  const cookies = new Map<string, string>()
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await app.request(path, {
      method,
      headers: {
        ...(cookies.size > 0 && { cookie: cookie() }),
        ...(method !== 'GET' && { origin: 'http://localhost:4600', 'sec-fetch-site': 'same-origin' }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value) cookies.set(name, value)
      else cookies.delete(name)
    }
    return answer
  }
  return {
    cookies,
    cookie,
    send,
    /** The answer's body, and its code where it is a refusal. */
    ask: async (method: string, path: string, body?: unknown) => {
      const answer = await send(method, path, body)
      const text = await answer.text()
      return { status: answer.status, body: text ? JSON.parse(text) : undefined }
    },
    /** Signs up with a link from the outbox; a name that is somebody's already has none. */
    signUp: async (name: string) => {
      const wish = newcomer(name)
      const wished = await send('POST', '/v1/accounts', wish)
      if (wished.status !== 202) throw new Error(await wished.text())
      const token = await tokenTo(posted, wish.email.toLowerCase())
      const answer = await send('POST', '/v1/accounts/verify', { token, password: wish.password })
      if (answer.status !== 201) throw new Error(await answer.text())
      return answer.json()
    },
  }
}
