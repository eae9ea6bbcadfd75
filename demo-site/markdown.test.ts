import { expect, test } from 'vitest'
import { html } from './shop/html.ts'
import { markdown } from './shop/markdown.ts'

const cases: [name: string, source: string, markup: string][] = [
  ['a heading carries an anchor', '## What it costs', '<h2 id="what-it-costs">What it costs</h2>'],
  [
    'bold and links within a paragraph',
    '**Thirty** days, see [care](/en/care).',
    '<p><strong>Thirty</strong> days, see <a href="/en/care">care</a>.</p>',
  ],
  [
    'a list under a heading without an empty line',
    '## Ways\n- one\n- two',
    '<h2 id="ways">Ways</h2>\n<ul><li>one</li><li>two</li></ul>',
  ],
  ['numbered steps', '1. Print\n2. Send', '<ol><li>Print</li><li>Send</li></ol>'],
  ['a paragraph, then a list', 'We mend:\n\n- seams', '<p>We mend:</p>\n<ul><li>seams</li></ul>'],
  [
    'markup is shown as text',
    'a <script>alert(1)</script> & "b"',
    '<p>a &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;b&quot;</p>',
  ],
  ['links lead only into the shop', '[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>'],
]

test.each(cases)('%s', (_name, source, markup) => {
  expect(markdown(source).markup).toBe(markup)
})

test('a table names its rows and can be reached by keyboard', () => {
  const { markup } = markdown('| Size | Chest |\n| --- | --- |\n| M | 95–100 |')

  expect(markup).toContain('<div class="table" role="group" tabindex="0" aria-label="Size, Chest">')
  expect(markup).toContain('<th scope="row">M</th><td class="short">95–100</td>')
})

test('what is filled into a page is escaped, markup of the house is not', () => {
  expect(html`<p title="${'"'}">${'<b>'}${html`<i>${1}</i>`}</p>`.markup).toBe(
    '<p title="&quot;">&lt;b&gt;<i>1</i></p>',
  )
})
