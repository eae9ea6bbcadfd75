import { expect, test } from 'vitest'
import { marked, plain } from '../contact/testing.ts'
import { findIps } from './ips.ts'
import { findMacs } from './macs.ts'

test.each([
  'my ip is «203.0.113.7»',
  'ip:«203.0.113.7»',
  '«203.0.113.7»:8080',
  'http://«203.0.113.7»/admin',
  'ssh anna@«198.51.100.23»',
  'block «203.0.113.0/24» please',
  'meine IP-Adresse lautet «84.137.12.200».',
  '(«203.0.113.7»)',
  '«203.0.113.7», «203.0.113.8»',
  '{"ip":"«203.0.113.7»"}',
  'meine ip ist «192.168.178.23»',
  'mi dirección ip es «10.20.30.40»',
  'IPv4 «1.2.3.4»',
  '«2001:db8::1»',
  '«2001:0db8:85a3:0000:0000:8a2e:0370:7334»',
  '[«2001:db8:85a3::8a2e:370:7334»]:443',
  '«fe80::1ff:fe23:4567:890a%eth0»',
  '«2001:db8::/32»',
  '«::ffff:203.0.113.7»',
  'von «2a02:8108:1:2:3:4:5:6».',
  'ip6:«2a02:8108::1»',
  '«2A02:8108:AB00::1»',
  '«fd12:3456:789a::1»',
])('%s', text => {
  expect(marked(findIps, plain(text))).toBe(text)
})

test.each([
  '127.0.0.1',
  'localhost (127.0.0.1:3000)',
  '0.0.0.0',
  '255.255.255.0',
  'open 192.168.1.1 in the browser',
  'version 1.2.3.4',
  'v1.2.3.4',
  'Firmware 12.45.100.3',
  'see section 1.2.3.4',
  '1.2.3.4 is out',
  '300.1.2.3',
  '1.2.3.4.5',
  'Chrome/91.0.44.124',
  '12.03.20.24.1',
  '12:34:56',
  '2024-03-12T10:11:12',
  'std::vector<int>',
  'Foo::Bar',
  'ada::b2',
  'a::b',
  '::1',
  '::',
  ':::',
  '00:1A:2B:3C:4D:5E',
  'score 3:2, 4:1',
  '01.02.03.04',
  'AB:CD:EF',
])('%s is nobody’s address', text => {
  expect(marked(findIps, text)).toBe(text)
})

test.each([
  'mac «00:1A:2B:3C:4D:5E»',
  '«00-1a-2b-3c-4d-5e»',
  '«001a.2b3c.4d5e»',
  'MAC-Adresse: «001A2B3C4D5E»',
  '«12:34:56:78:90:12»',
  '«00:1A:2B:3C:4D:5E», «AA:BB:CC:DD:EE:0F»',
])('%s', text => {
  expect(marked(findMacs, plain(text))).toBe(text)
})

test.each([
  '12:34:56',
  '00:00:00:00:00:00',
  'FF:FF:FF:FF:FF:FF',
  '12-34-56-78-90-12',
  'SHA1 00:1A:2B:3C:4D:5E:6F:70:81:92:A3:B4:C5:D6:E7:F8:09:1A:2B:3C',
  'order 001A2B3C4D5E',
  '1234.5678.9012',
])('%s is no hardware address', text => {
  expect(marked(findMacs, text)).toBe(text)
})
