import { describe, expect, test } from 'vitest'
import { isNearby, isPublic, isShared } from './addresses.ts'

const open = [
  '1.1.1.1',
  '8.8.8.8',
  '151.101.1.69',
  '2606:4700:4700::1111',
  '2a00:1450:4001:82b::200e',
  '::ffff:8.8.8.8',
]

const nearby = [
  '127.0.0.1',
  '127.8.8.8',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.254',
  '192.168.1.1',
  '::1',
  'fd12::1',
]

const neither = [
  ['this network', '0.0.0.0'],
  ['this network, deeper', '0.1.2.3'],
  ['shared address space', '100.64.0.1'],
  ['link-local and most clouds’ metadata', '169.254.169.254'],
  ['a container’s credentials', '169.254.170.2'],
  ['Azure’s wire server', '168.63.129.16'],
  ['Alibaba’s metadata', '100.100.100.200'],
  ['Oracle’s metadata', '192.0.0.192'],
  ['Amazon’s metadata over IPv6', 'fd00:ec2::254'],
  ['Google’s metadata over IPv6', 'fd20:ce::254'],
  ['documentation', '192.0.2.1'],
  ['documentation', '203.0.113.7'],
  ['benchmarking', '198.18.0.1'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['unspecified', '::'],
  ['IPv4 in IPv6, old form', '::127.0.0.1'],
  ['IPv4 in IPv6, old form, public', '::8.8.8.8'],
  ['IPv4 translated', '::ffff:0:127.0.0.1'],
  ['NAT64', '64:ff9b::7f00:1'],
  ['NAT64, local', '64:ff9b:1::7f00:1'],
  ['6to4', '2002:7f00:1::'],
  ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['link-local', 'fe80::1'],
  ['link-local with a zone', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['multicast', 'ff02::1'],
  ['documentation', '2001:db8::1'],
  ['discard', '100::1'],
  ['never given out', '4000::1'],
  ['no address', 'localhost'],
  ['nothing', ''],
] as const

describe('an address is', () => {
  test.each(open)('public: %s', address => {
    expect([isPublic(address), isNearby(address), isShared(address)]).toEqual([true, false, false])
  })
  test.each([...nearby, '::ffff:127.0.0.1', '::ffff:a00:1'])('nearby: %s', address => {
    expect([isPublic(address), isNearby(address), isShared(address)]).toEqual([false, true, false])
  })
  test.each(neither)('neither (%s): %s', (_, address) => {
    expect([isPublic(address), isNearby(address)]).toEqual([false, false])
  })
  test('shared only in the shared range, and not where a cloud answers', () => {
    expect(isShared('100.64.0.1')).toBe(true)
    expect(isShared('100.100.100.200')).toBe(false)
  })
})
