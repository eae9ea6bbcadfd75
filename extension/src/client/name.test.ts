import { expect, test } from 'vitest'
import { deviceName } from './name.ts'

const chrome = (system: string, more = '') =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36${more}`

test.each([
  [chrome('Windows NT 10.0; Win64; x64'), 'Chrome on Windows'],
  [chrome('Windows NT 10.0; Win64; x64', ' Edg/156.0.0.0'), 'Edge on Windows'],
  [chrome('Macintosh; Intel Mac OS X 10_15_7'), 'Chrome on macOS'],
  [chrome('X11; CrOS x86_64 14541.0.0'), 'Chrome on ChromeOS'],
  [chrome('Linux; Android 10; K'), 'Chrome on Android'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'Firefox on Linux'],
  ['curl/8', 'Browser'],
])('%s is %s', (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name)
})
