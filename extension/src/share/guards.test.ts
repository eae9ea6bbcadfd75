import { expect, test } from 'vitest'
import type { Page } from '../page/page.ts'
import { guardsOf } from './guards.ts'

const page: Page = {
  url: 'https://shop.example/kettles',
  title: 'Kettles',
  language: 'en',
  blocks: [],
  cut: false,
  selection: '',
  password: false,
  frame: false,
  reserved: false,
  pdf: false,
}
const around = { blocked: [], managed: [], private: false }

test('an ordinary page may be shared', () => {
  expect(guardsOf(page, around)).toEqual([])
})

test.each([
  ['https://www.sparkasse-ulm.de/konto', 'bank'],
  ['https://online.mybank.example/', 'bank'],
  ['https://banking.dkb.de/', 'bank'],
  ['https://www.paypal.com/myaccount', 'bank'],
  ['https://secure.bankofamerica.com/', 'bank'],
  ['https://online.bankofamerica.com./', 'bank'],
  ['https://www.paypal.com./', 'bank'],
  ['https://digital.pnc.com/', 'bank'],
  ['https://www.wise.com/', 'bank'],
  ['https://app.n26.com/', 'bank'],
  ['https://app.revolut.com/', 'bank'],
  ['https://www.ing.es/', 'bank'],
  ['https://meine.ing.de/', 'bank'],
  ['https://www.santander.pl/', 'bank'],
  ['https://www.bancosantander.es/', 'bank'],
  ['https://www.credit-agricole.it/', 'bank'],
  ['https://www.ca-paris.credit-agricole.fr/', 'bank'],
  ['https://mabanque.bnpparibas/', 'bank'],
  ['https://www.banquepopulaire.fr/', 'bank'],
  ['https://www.caisse-epargne.fr/', 'bank'],
  ['https://www.intesasanpaolo.com/', 'bank'],
  ['https://www.unicredit.it/', 'bank'],
  ['https://www.bancobpm.it/', 'bank'],
  ['https://bankieren.rabobank.nl/', 'bank'],
  ['https://www.abnamro.nl/', 'bank'],
  ['https://www.hsbc.co.uk/', 'bank'],
  ['https://secure.chase.com/', 'bank'],
  ['https://www.alrajhibank.com.sa/', 'bank'],
  ['https://www.george.at/', 'bank'],
  ['https://www.bankfab.com/', 'bank'],
  ['https://mychart.example.org/', 'health'],
  ['https://www.doctolib.de/', 'health'],
  ['https://assure.ameli.fr/', 'health'],
  ['https://gesund.bund.de/', 'health'],
  ['https://www.tk.de/', 'health'],
  ['https://www.aok.de/', 'health'],
  ['https://www.zahnarztpraxis-ulm.example/', 'health'],
  ['https://www.ospedale.example/', 'health'],
  ['https://www.fascicolosanitario.gov.it/', 'health'],
  ['https://www.quironsalud.com/', 'health'],
  ['https://www.farmaciasoler.example/', 'health'],
  ['https://mijn.ziekenhuis.example/', 'health'],
  ['https://www.zilverenkruis.nl/', 'health'],
  ['https://www.altibbi.com/', 'health'],
  ['https://www.moh.gov.sa/', 'health'],
  ['https://portal.uniklinik.example/', 'health'],
  ['https://www.nhs.uk/', 'health'],
  ['https://mijngezondheid.net/', 'health'],
  ['https://www.charite.de/', 'health'],
  ['https://www.netdoktor.de/', 'health'],
  ['https://www.kinderkrankenhaus.example/', 'health'],
] as const)('%s is guarded: %s', (url, guard) => {
  expect(guardsOf({ ...page, url }, around)).toEqual([guard])
})

test.each([
  'https://bankside.example/',
  'https://www.databank.org/',
  'https://riverbankcafe.com/',
  'https://foodbank.org/',
  'https://www.voedselbank.nl/',
  'https://banquet.example/',
  'https://www.homedepot.com/',
  'https://hospitality.example/',
  'https://pennywise.example/',
  'https://climbing.example/',
  'https://www.ing-art.example/',
  'https://impatient.example/',
  'https://notpaypal.com/',
  'https://www.riverbanks.example/',
  'https://en.wikipedia.org/wiki/Bank',
])('%s is nobody’s account', url => {
  expect(guardsOf({ ...page, url }, around)).toEqual([])
})

test('a page with a password, a frame that nobody can look into, or whose makers want no machine, is guarded', () => {
  expect(guardsOf({ ...page, password: true, frame: true, reserved: true }, around)).toEqual([
    'password',
    'frame',
    'reserved',
  ])
})

test('a blocked site is blocked with all beneath it, and nothing beside it', () => {
  const blocked = { ...around, blocked: ['shop.example'], managed: ['intranet.example'] }
  expect(guardsOf(page, blocked)).toEqual(['blocked'])
  expect(guardsOf({ ...page, url: 'https://eu.shop.example/' }, blocked)).toEqual(['blocked'])
  expect(guardsOf({ ...page, url: 'https://shop.example./' }, blocked)).toEqual(['blocked'])
  expect(guardsOf({ ...page, url: 'https://othershop.example/' }, blocked)).toEqual([])
  expect(guardsOf({ ...page, url: 'http://wiki.intranet.example/' }, blocked)).toEqual(['managed'])
})

test('in a private window every page is guarded', () => {
  expect(guardsOf(page, { ...around, private: true })).toEqual(['private'])
})

test('a link is guarded for where it leads, and for the page that it stands on', () => {
  const listed = { ...around, blocked: ['shop.example'], managed: ['intranet.example'] }
  const other = { ...page, url: 'https://other.example/' }
  expect(guardsOf(page, listed, 'https://other.example/')).toEqual(['blocked'])
  expect(guardsOf(other, listed, 'https://wiki.intranet.example/')).toEqual(['managed'])
  expect(guardsOf({ ...page, url: 'https://wiki.intranet.example/' }, listed, page.url)).toEqual([
    'managed',
    'blocked',
  ])
  expect(guardsOf(other, listed, 'https://www.paypal.com/')).toEqual(['bank'])
  expect(guardsOf(other, listed, 'mailto:anna@posteo.de')).toEqual([])
})

test('an administrator who blocks everything blocks everything', () => {
  expect(guardsOf(page, { ...around, managed: ['*'] })).toEqual(['managed'])
})
