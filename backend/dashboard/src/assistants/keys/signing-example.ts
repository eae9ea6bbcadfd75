/** How a server in Node signs who its visitor is: a JWT by HS256 for this assistant's key that holds for ten minutes. */
export function signingExample(key: string): string {
  return `import { createHmac } from 'node:crypto'

const secret = process.env.ATAVUS_IDENTITY_SECRET
const key = '${key}'

const coded = value =>
  Buffer.from(JSON.stringify(value)).toString('base64url')

export function identityOf(user) {
  const now = Math.floor(Date.now() / 1000)
  const head = coded({ alg: 'HS256', typ: 'JWT' })
  const claims = { sub: user.id, aud: key, iat: now, exp: now + 600 }
  const text = \`\${head}.\${coded(claims)}\`
  const signature = createHmac('sha256', secret)
    .update(text).digest('base64url')
  return \`\${text}.\${signature}\`
}`
}
