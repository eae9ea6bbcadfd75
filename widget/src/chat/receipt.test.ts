import { expect, test } from 'vitest'
import { readReceipt } from './receipt.ts'

const encode = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url')
const signed = (content: unknown) => `${encode({ alg: 'EdDSA' })}.${encode(content)}.c2ln`

test('a receipt tells who is responsible, for what and how long', () => {
  const content = {
    origin: 'https://shop.example',
    controller: { name: 'Wörter GmbH', contact: 'privacy@shop.example' },
    processor: { name: 'Helper' },
    purposes: [
      { id: 'chat', state: 'given' },
      { id: 'history', state: 'refused' },
      { id: 'remote-model', state: 'given', recipients: [{ name: 'DeepSeek', country: 'CN' }] },
    ],
    event: { at: '2026-07-01T10:00:00.000Z', validUntil: '2027-07-01T10:00:00.000Z' },
    none: [],
    code: 'ATV-1',
  }
  expect(readReceipt(signed(content))).toEqual({
    givenAt: '2026-07-01T10:00:00.000Z',
    validUntil: '2027-07-01T10:00:00.000Z',
    code: 'ATV-1',
    origin: 'https://shop.example',
    controller: 'Wörter GmbH, privacy@shop.example',
    processor: 'Helper',
    purposes: [
      { id: 'chat', given: true, recipients: [] },
      { id: 'history', given: false, recipients: [] },
      { id: 'remote-model', given: true, recipients: [['DeepSeek', 'CN']] },
    ],
    fields: [
      ['origin', 'https://shop.example'],
      ['controller.name', 'Wörter GmbH'],
      ['controller.contact', 'privacy@shop.example'],
      ['processor.name', 'Helper'],
      ['purposes.0.id', 'chat'],
      ['purposes.0.state', 'given'],
      ['purposes.1.id', 'history'],
      ['purposes.1.state', 'refused'],
      ['purposes.2.id', 'remote-model'],
      ['purposes.2.state', 'given'],
      ['purposes.2.recipients.0.name', 'DeepSeek'],
      ['purposes.2.recipients.0.country', 'CN'],
      ['event.at', '2026-07-01T10:00:00.000Z'],
      ['event.validUntil', '2027-07-01T10:00:00.000Z'],
      ['code', 'ATV-1'],
    ],
  })
})

test.each(['', 'x', 'a.b.c', 'a.!!.c', signed(null), signed('text'), signed([])])(
  'what is no receipt (%j) tells nothing',
  receipt => {
    expect(readReceipt(receipt)).toMatchObject({ givenAt: '', origin: '', controller: '', purposes: [] })
  },
)
