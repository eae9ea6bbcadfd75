import { expect, test } from 'vitest'
import hostile from './cases/hostile.json' with { type: 'json' }
import { type Element, elements, everyElement, resolved, streamed } from './testing.ts'

const allowed: Record<string, string[]> = {
  a: ['href', 'title', 'target', 'rel', 'referrerpolicy', 'class'],
  pre: ['tabIndex', 'dir'],
  blockquote: ['dir'],
  div: ['class', 'tabIndex'],
  ol: ['start'],
  th: ['scope', 'class'],
  td: ['class'],
  p: ['class'],
  span: ['class', 'title'],
  sup: ['class'],
}
const plain =
  'strong em del code br hr ul li blockquote table thead tbody tr p ol pre div th td span sup a'.split(' ')

/** Whatever a text says: only these elements, only these attributes, and links that keep the rule. */
function check(element: Element) {
  expect(plain).toContain(element.type)
  for (const name of Object.keys(element.props))
    if (name !== 'children') expect(allowed[element.type] ?? []).toContain(name)
  if (element.type !== 'a') return
  const url = new URL(String(element.props.href))
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
  expect(url.protocol === 'https:' || (url.protocol === 'http:' && loopback)).toBe(true)
  expect(url.username + url.password).toBe('')
  expect(element.props.rel).toBe('noopener noreferrer nofollow')
  expect(element.props.referrerpolicy).toBe('no-referrer')
  if (url.origin === 'https://shop.example') return
  expect(element.props.target).toBe('_blank')
  expect(words(element)).toContain(url.host)
}

function words(element: Element): string {
  return element.inside.map(part => (typeof part === 'string' ? part : words(part))).join('')
}

test('P10.1 a link that leaves says where to, opens apart and carries nothing along', () => {
  const [link] = everyElement(resolved(elements('Read [our terms](https://terms.example/a).'))).filter(
    ({ type }) => type === 'a',
  )
  expect(link?.props).toMatchObject({
    href: 'https://terms.example/a',
    target: '_blank',
    rel: 'noopener noreferrer nofollow',
    referrerpolicy: 'no-referrer',
  })
  expect(words(link!)).toContain('terms.example')
})

test('there are enough of them', () => {
  expect(new Set(hostile).size).toBeGreaterThan(150)
})

test.each(hostile)('CVE-2024-9148, CVE-2025-32711: %j draws nothing but allowed elements', text => {
  for (const element of everyElement(resolved(elements(text)))) check(element)
})

test('CVE-2026-32626: the same holds at every moment while they stream in', () => {
  for (const [index, text] of hostile.entries()) {
    for (const reading of streamed(text, index + 1))
      for (const element of everyElement(resolved(elements('', reading)))) check(element)
  }
  for (const reading of streamed(hostile.join('\n\n'), 1))
    for (const element of everyElement(resolved(reading.tail.length ? elements('', reading).slice(-1) : [])))
      check(element)
})
