import { readFileSync } from 'node:fs'
import type { Settings } from '../settings.ts'

const page = readFileSync(new URL('policy.html', import.meta.url), 'utf8')

export const policyStyle = readFileSync(new URL('policy.css', import.meta.url), 'utf8')

/** The platform's privacy policy, with who runs this installation. */
export function policyPage({ operator }: Settings): string {
  const values: Record<string, string> = { ...operator, operator: operator.name }
  return page.replace(/\{(\w+)\}/g, (whole, name: string) => escaped(values[name] ?? whole))
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, sign => entities[sign] ?? sign)
