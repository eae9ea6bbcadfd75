import { expect, test } from 'vitest'
import { places } from './cases.ts'
import { noConsole, noMarkupFromStrings } from './words.ts'

test('a console in the backend is refused, elsewhere it is fine', () => {
  const text = "\nconsole.log('x')"
  expect(places(noConsole, { 'backend/src/chat/a.ts': text })).toEqual(['backend/src/chat/a.ts:2'])
  expect(places(noConsole, { 'scripts/a.mjs': text, 'backend/src/a.test.ts': text })).toEqual([])
  expect(places(noConsole, { 'backend/src/a.ts': '// console.log(x)' })).toEqual([])
})

test.each([
  'a.innerHTML = b',
  'a.outerHTML = b',
  "a.insertAdjacentHTML('beforeend', b)",
  'document.write(b)',
  'eval(b)',
  'new Function(b)',
  '<p dangerouslySetInnerHTML={b} />',
  'range.createContextualFragment(b)',
])('%s is refused in a browser', text => {
  for (const path of ['widget/src/a.tsx', 'backend/dashboard/src/a.tsx', 'extension/src/a.tsx']) {
    expect(places(noMarkupFromStrings, { [path]: text })).toEqual([`${path}:1`])
  }
})

test.each(['// no innerHTML', 'retrieval(a)', 'words.eval(a)', "say('innerHTML')"])('%s is fine', text => {
  expect(places(noMarkupFromStrings, { 'widget/src/a.tsx': text })).toEqual([])
})
