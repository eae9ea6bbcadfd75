import { expect, test } from 'vitest'
import { places } from './cases.ts'
import { noMachinePaths, noRegistryHosts } from './places.ts'

// Put together here, so that this file keeps the law it tests.
const path = (...parts: string[]) => `/${parts.join('/')}`

test.each([
  `cd ${path('work', 'main')}`,
  `"${path('root', '.npmrc')}"`,
  path('home', 'ada', 'atavus'),
  path('Users', 'ada', 'atavus'),
])('%s is refused', text => {
  expect(places(noMachinePaths, { 'README.md': `a\n${text}` })).toEqual(['README.md:2'])
})

test.each([
  `https://site.example${path('work', 'us')}`,
  `~${path('root', '')}`,
  `a${path('home', 'b', 'c')}`,
  path('homepage', ''),
  `<a href="${path('home')}">`,
])('%s is fine', text => {
  expect(places(noMachinePaths, { 'README.md': text })).toEqual([])
})

test.each([
  `https://${['registry', 'npmjs', 'org'].join('.')}/hono`,
  ['registry', 'yarnpkg', 'com'].join('.'),
  `http://${['npm', 'company', 'example'].join('.')}:4873/hono`,
  `https://${['packages', 'registry', 'example'].join('.')}/x`,
])('%s is refused', text => {
  expect(places(noRegistryHosts, { 'pnpm-lock.yaml': text })).toEqual(['pnpm-lock.yaml:1'])
})

test.each([
  'https://www.npmjs.com/package/hono',
  'registry.promises.find(a)',
  'https://shop.example/registry/',
])('%s is fine', text => {
  expect(places(noRegistryHosts, { 'README.md': text })).toEqual([])
})
