import { expect, test } from 'vitest'
import { found } from '../ids/found.ts'
import { findCards } from './cards.ts'
import { findIbans } from './ibans.ts'
import { findWallets } from './wallets.ts'

test.each([
  ['meine iban ist de89370400440532013000 danke', 'de de89370400440532013000'],
  ['DE89 3704 0044 0532 0130 00 bitte', 'de DE89 3704 0044 0532 0130 00'],
  ['DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX', 'de DE89 3704 0044 0532 0130 00'],
  ['DE89-3704-0044-0532-0130-00.', 'de DE89-3704-0044-0532-0130-00'],
  ['DE 89 37 04 00 44 05 32 01 30 00', 'de DE 89 37 04 00 44 05 32 01 30 00'],
  ['IBANDE89370400440532013000', 'de DE89370400440532013000'],
  ['iban:de89370400440532013000bitte', 'de de89370400440532013000'],
  ['DE89 3704 0044\n0532 0130 00', 'de DE89 3704 0044\n0532 0130 00'],
  ['GB29 NWBK 6016 1331 9268 19 thanks', 'gb GB29 NWBK 6016 1331 9268 19'],
  ['RIB FR14 2004 1010 0505 0001 3M02 606 merci', 'fr FR14 2004 1010 0505 0001 3M02 606'],
  ['ES91 2100 0418 4502 0005 1332', 'es ES91 2100 0418 4502 0005 1332'],
  ['it60x0542811101000000123456', 'it it60x0542811101000000123456'],
  ['NL91ABNA0417164300 t.n.v. Jan', 'nl NL91ABNA0417164300'],
  ['CH93 0076 2011 6238 5295 7', 'ch CH93 0076 2011 6238 5295 7'],
  ['naam;iban\nJan;NL91ABNA0417164300', 'nl NL91ABNA0417164300'],
  ['Meine IBAN lautet DE89 3704 0044 0532 0130 01', 'de DE89 3704 0044 0532 0130 01'],
  ['IBAN: DE89 3704 0044 0532 0130 0 stimmt die?', 'de DE89 3704 0044 0532 0130 0'],
  ['mon compte GB82 WEST 1234 5698 7654 3 voilà', 'gb GB82 WEST 1234 5698 7654 3'],
])('%s holds the account %s', (text, fact) => {
  expect(found(findIbans, text)).toEqual([fact])
})

test.each([
  'DE89 3704 0044 0532 0130 01',
  'DE89 DE89 DE89',
  'de 2010 a 2020 in 30 dias',
  'USt-IdNr. DE123456789',
  'NL123456782B01',
  'AD12 3456',
  // Cut into groups in every way, it would never end.
  `IBAN: DE12${'1'.repeat(400)}`,
])('%s holds no account', text => {
  expect(found(findIbans, text)).toEqual([])
})

test.each([
  ['card 4539 1488 0343 6467 exp 09/27 cvc 123', 'visa 4539 1488 0343 6467'],
  ['4111111111111111', 'visa 4111111111111111'],
  ['5500-0000-0000-0004', 'mastercard 5500-0000-0000-0004'],
  ['2223.0031.2200.3222', 'mastercard 2223.0031.2200.3222'],
  ['3782 822463 10005', 'amex 3782 822463 10005'],
  ['6011111111111117', 'discover 6011111111111117'],
  ['3056 930902 5904', 'diners 3056 930902 5904'],
  ['3530 1113 3330 0000', 'jcb 3530 1113 3330 0000'],
  ['6759 6498 2643 8453', 'maestro 6759 6498 2643 8453'],
  ['6200 0000 0000 0005', 'unionpay 6200 0000 0000 0005'],
  ['4111 1111 1111 1111 12/27 123', 'visa 4111 1111 1111 1111'],
  ['4111-1111-1111-1111/12/27', 'visa 4111-1111-1111-1111'],
  ['Kreditkarte4111111111111111läuft nicht', 'visa 4111111111111111'],
  ['tarjeta 4222222222222', 'visa 4222222222222'],
  ['order 4111 1111 1111 1111', 'visa 4111 1111 1111 1111'],
  ['Kreditkarte: 4111 1111 1111 1112', 'visa 4111 1111 1111 1112'],
  ['ma carte bancaire est 1234 5678 9012 3456', 'undefined 1234 5678 9012 3456'],
])('%s holds the card %s', (text, fact) => {
  expect(found(findCards, text)).toEqual([fact])
})

test.each([
  '4111 1111 1111 1112',
  '4222222222222',
  'Bestellnummer 4111111111111111',
  'Kundenkarte 1234 5678 9012 3456',
  '383-5080648-2083116',
  '0.4111111111111111',
  '1700000000000',
  'a4111111111111111f',
  'https://shop.example/p/4111111111111111',
  '20240115 20240116 20240117',
])('%s holds no card', text => {
  expect(found(findCards, text)).toEqual([])
})

test.each([
  ['send to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa please', 'bitcoin 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
  ['3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy', 'bitcoin 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy'],
  [
    'bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    'bitcoin bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  ],
  ['BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', 'bitcoin BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4'],
  [
    'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
    'bitcoin bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
  ],
  ['(0x742d35Cc6634C0532925a3b844Bc454e4438f44e)', 'ethereum 0x742d35Cc6634C0532925a3b844Bc454e4438f44e'],
  ['LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1', 'litecoin LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1'],
  ['DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L', 'dogecoin DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L'],
  ['TJRabPrwbZy45sbavfcjinPJC18kjpRTv8', 'tron TJRabPrwbZy45sbavfcjinPJC18kjpRTv8'],
  ['rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh', 'ripple rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh'],
  [
    'sol wallet 4Nd1mYQjXEtKJ6KqGjzHq3jhTQ9sJ7S3aFLvzyV5iQpN',
    'solana 4Nd1mYQjXEtKJ6KqGjzHq3jhTQ9sJ7S3aFLvzyV5iQpN',
  ],
  ['meine BTC-Adresse: 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb', 'bitcoin 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb'],
])('%s holds the wallet %s', (text, fact) => {
  expect(found(findWallets, text)).toEqual([fact])
})

test.each([
  '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb',
  'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5',
  '4Nd1mYQjXEtKJ6KqGjzHq3jhTQ9sJ7S3aFLvzyV5iQpN',
  'sha 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12',
  'Donaudampfschifffahrtsgesellschaftskapitän',
  '0x742d35Cc6634C0532925a3b844Bc454e4438f44e00',
])('%s holds no wallet', text => {
  expect(found(findWallets, text)).toEqual([])
})
