import { expect, test } from 'vitest'
import { readTag } from './tag.ts'

test('the lines for tag managers and for a strict policy name the origin of the script', () => {
  const tag = '<script async src="https://chat.example/widget.js" data-key="atv_pk_1"></script>'
  expect(readTag(tag, 'atv_pk_1', 'https://dash.example')).toEqual({
    inAddress: '<script async src="https://chat.example/widget.js?key=atv_pk_1"></script>',
    policy: 'script-src https://chat.example;\nconnect-src https://chat.example;',
  })
})

test('a tag that cannot be read falls back to our own origin', () => {
  expect(readTag('', 'k', 'https://dash.example').inAddress).toContain('https://dash.example/widget.js?key=k')
})
