import { expect, test } from 'vitest'
import { eventReader } from './sse.ts'

const whole = (...pieces: string[]) => {
  const read = eventReader()
  return pieces.flatMap(read)
}

test.each([
  ['lines that end with LF', 'id: a:1\ndata: {}\n\n'],
  ['with CR LF', 'id: a:1\r\ndata: {}\r\n\r\n'],
  ['with CR', 'id: a:1\rdata: {}\r\rid'],
  ['of every kind', 'id: a:1\rdata: {}\r\n\n'],
  ['no space after the colon', 'id:a:1\ndata:{}\n\n'],
  ['comments and unknown fields between', ': hello\nid: a:1\nretry: 9\nevent: x\n:\nfoo\ndata: {}\n\n'],
])('an event is read from %s, wherever the pieces are cut', (_, text) => {
  expect(whole(text)).toEqual([{ id: 'a:1', data: '{}' }])
  expect(whole(...text)).toEqual([{ id: 'a:1', data: '{}' }])
  for (let at = 1; at < text.length; at++)
    expect(whole(text.slice(0, at), text.slice(at))).toEqual([{ id: 'a:1', data: '{}' }])
})

test('an event has its own id, and lines of data stay lines', () => {
  expect(whole('id: a:1\ndata: one\ndata: two\n\ndata:  three\n\n')).toEqual([
    { id: 'a:1', data: 'one\ntwo' },
    { id: '', data: ' three' },
  ])
})

test('what has no data or no end is no event, and an id with NUL is none', () => {
  expect(whole('id: a:1\n\n')).toEqual([])
  expect(whole('id: a:1\ndata: {}\n')).toEqual([])
  expect(whole('data : {}\n\ndatas: {}\n\n')).toEqual([])
  expect(whole('id: a\0b\ndata: {}\n\n')).toEqual([{ id: '', data: '{}' }])
})

test('a line that never ends is given up, and reading it takes no time', () => {
  const began = performance.now()
  const read = eventReader()
  expect(() => {
    for (let at = 0; at < 2_000_000; at++) read('x')
  }).toThrow('unreachable')
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(() => whole('data: x\n'.repeat(600_000))).toThrow('unreachable')
})
