import { Session } from 'node:inspector/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { read } from './read.ts'

const session = new Session()
beforeAll(async () => {
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
})
afterAll(() => session.disconnect())

/** How often any piece of the reader's code runs for a text: steps, counted by the engine, whatever the clock says. */
async function steps(text: string, open: boolean): Promise<number> {
  await session.post('Profiler.takePreciseCoverage')
  read(text, undefined, open)
  const { result } = await session.post('Profiler.takePreciseCoverage')
  return result
    .filter(({ url }) => url.includes('/markdown/') && !url.includes('.test.'))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
    .reduce((sum, count) => sum + count, 0)
}

const bricks: [string, (size: number) => string][] = [
  ...[
    '[',
    ']',
    '![',
    '[](',
    '](',
    '[a](',
    '[a](<',
    '[a](b "',
    '`',
    '*',
    '_',
    '~~',
    '**a ',
    '*a **b ',
    'a*',
    '_a_',
  ].map(brick => [brick, size => brick.repeat(size)] as [string, (size: number) => string]),
  ...[
    '> ',
    '- ',
    '1. ',
    '#',
    '|',
    '| ',
    '\\',
    '<',
    '<a',
    '<https://',
    'https://a',
    'h',
    '[1]',
    '!',
    '\n',
    ' \n',
  ].map(brick => [brick, size => brick.repeat(size)] as [string, (size: number) => string]),
  ['> a\n', size => '> a\n'.repeat(size)],
  ['- a\n', size => '- a\n'.repeat(size)],
  ['1. a\n\n', size => '1. a\n\n'.repeat(size)],
  [
    'deeper and deeper',
    size => Array.from({ length: size / 8 }, (_, depth) => `${'  '.repeat(depth % 200)}- a`).join('\n'),
  ],
  ['wide head, short rows', size => `${'|a'.repeat(size)}|\n${'|-'.repeat(size)}|\n${'|b|\n'.repeat(size)}`],
  ['a head that never becomes a table', size => `${'|a|\n|-|-|\n'.repeat(size)}`],
  [
    'backticks of every length',
    size => Array.from({ length: Math.sqrt(size) }, (_, n) => `${'`'.repeat(n + 1)} `).join(''),
  ],
  ['openers, then closers', size => `${'*a '.repeat(size)}${' a*'.repeat(size)}`],
  ['strong openers, then closers', size => `${'**a '.repeat(size)}${' a**'.repeat(size)}`],
  ['brackets, then brackets', size => `${'['.repeat(size)}${'](x)'.repeat(size)}`],
  ['fences', size => '```\na\n'.repeat(size)],
  ['an address of brackets', size => `https://a/${'('.repeat(size)}${')'.repeat(size * 2)}`],
  ['a title of marks', size => `# ${'# a '.repeat(size)}`],
  ['definitions', size => '[a]: https://a.example\n'.repeat(size)],
]

test.each(bricks)('reading %j takes time in proportion to its length', async (_, build) => {
  for (const open of [false, true]) {
    const short = await steps(build(1_000), open)
    const long = await steps(build(4_000), open)
    expect(long).toBeLessThan(short * 4 * 1.5 + 1_000)
  }
})

test('tens of thousands of marks are read without running out of stack', async () => {
  await session.post('Profiler.stopPreciseCoverage')
  for (const [, build] of bricks) expect(() => read(build(20_000))).not.toThrow()
})
