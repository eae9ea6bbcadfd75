import { expect, test } from 'vitest'
import { found } from './found.ts'
import { findNationalIds } from './national-ids.ts'

const alone = [
  'us_ssn 219-09-9999',
  'us_itin 912-70-1234',
  'us_mbi 1EG4-TE5-MK73',
  'uk_nhs 943 476 5919',
  'uk_nino AB123456C',
  'uk_nino AB 12 34 56 C',
  'uk_nino ab123456c',
  'uk_driving_licence MORGA657054SM9IJ',
  'de_tax_id 86 095 742 719',
  'de_tax_id 86095742719',
  'de_pension 65 170839 J 003',
  'de_pension 65170839j003',
  'fr_nir 2 55 08 14 168 025 38',
  'fr_nir 255081416802538',
  'fr_nir 1 85 05 2A 123 456 33',
  'es_dni 12345678Z',
  'es_dni 12.345.678-z',
  'es_nie X1234567L',
  'es_nie x-1234567-l',
  'es_nuss 28/12345678/40',
  'it_codice_fiscale RSSMRA85T10A562S',
  'it_codice_fiscale rss mra 85t10 a562s',
  'it_codice_fiscale RSSMRA85T10A56NH',
  'pl_pesel 44051401359',
  'se_personnummer 811218-9876',
  'se_personnummer 19811218-9876',
  'se_personnummer 121212+1212',
  'dk_cpr 211062-5629',
  'no_fodselsnummer 130972 48022',
  'no_fodselsnummer 13097248022',
  'fi_hetu 131052-308T',
  'fi_hetu 131052Y308T',
  'be_rrn 85.07.30-033.28',
  'be_rrn 85073003328',
  'at_svnr 1237 010180',
  'ch_ahv 756.9217.0769.85',
  'ch_ahv 7569217076985',
  'pt_cc 00000000 0 ZZ4',
  'ie_pps 1234567FA',
  'ca_sin 130 692 544',
  'mx_curp BOXW310820HNERXN09',
  'cl_rut 12.345.678-5',
  'br_cpf 111.444.777-35',
]

test.each(alone)('%s stands by itself', fact => {
  const value = fact.slice(fact.indexOf(' ') + 1)
  for (const text of [value, `ok ${value}, merci`, `"${value}"`, `Anna: ${value}.`]) {
    expect(found(findNationalIds, text)).toContain(fact)
  }
})

test.each([
  ['hi my ssn is 219099999 thx', 'us_ssn 219099999'],
  ['SSN219-09-9999', 'us_ssn 219-09-9999'],
  ['219099999 is my social security number', 'us_ssn 219099999'],
  ['NHS no. 9434765919', 'uk_nhs 9434765919'],
  ['National Insurance: QQ 12 34 56 C', 'uk_nino QQ 12 34 56 C'],
  ['mijn bsn is 111222333', 'nl_bsn 111222333'],
  ['burgerservicenr: 1234 56 782', 'nl_bsn 1234 56 782'],
  ['o meu nif é 123456789', 'pt_nif 123456789'],
  ['mon NAS est le 130692544', 'ca_sin 130692544'],
  ['e-card: 1237010180', 'at_svnr 1237010180'],
  ['KVNR x110411675', 'de_kvnr x110411675'],
  ['meine Steuernummer 181/815/08155', 'de_tax_number 181/815/08155'],
  ['Steuer-Id.-Nr.: 86095742719', 'de_tax_id 86095742719'],
  ['ma carte vitale 2 55 08 14 168 025', 'fr_nir 2 55 08 14 168 025'],
  ['numéro de sécu : 2550814168025', 'fr_nir 2550814168025'],
  ['mi DNI es 12345678', 'es_dni 12345678'],
  ['CPR-nr. 010190-1234', 'dk_cpr 010190-1234'],
  ['personnr 8112189876', 'se_personnummer 8112189876'],
  ['PESEL: 44051401359', 'pl_pesel 44051401359'],
  ['AHVN13 756 9217 0769 85', 'ch_ahv 756 9217 0769 85'],
  ['passport no. C01X00T47', 'passport C01X00T47'],
  ['Reisepass\nC01X00T47', 'passport C01X00T47'],
  ['numéro de passeport : 12AB34567', 'passport 12AB34567'],
  ['pasaporte PAA123456', 'passport PAA123456'],
  ['passaporto n. YA 1234567', 'passport YA 1234567'],
  ['mijn paspoortnummer is NW12KP4R7', 'passport NW12KP4R7'],
  ["driver's license S514-172-80-844-0", 'driving_licence S514-172-80-844-0'],
  ['Führerschein Nr. B072RRE2I55', 'driving_licence B072RRE2I55'],
  ['rijbewijs 4512345678', 'driving_licence 4512345678'],
  ["carte d'identité 880692310285", 'id_card 880692310285'],
  ['Perso L01X00T471', 'id_card L01X00T471'],
  ["carta d'identità CA12345AA", 'id_card CA12345AA'],
  ['{"taxId":"86095742719"}', 'de_tax_id 86095742719'],
])('%s: the word beside it tells', (text, fact) => {
  expect(found(findNationalIds, text)).toContain(fact)
})

test.each([
  ['my SSN is 000-12-3456', 'us_ssn 000-12-3456'],
  ['Meine Steuer-ID lautet 86095742718', 'de_tax_id 86095742718'],
  ['BSN: 111222334', 'nl_bsn 111222334'],
  ['bsn 11122233', 'nl_bsn 11122233'],
  ['mi dni es 12345678A', 'es_dni 12345678A'],
  ['codice fiscale RSSMRA85T10A562T', 'it_codice_fiscale RSSMRA85T10A562T'],
  ['n° sécu 2 55 08 14 168 025 39', 'fr_nir 2 55 08 14 168 025 39'],
  ['SIN: 130692545', 'ca_sin 130692545'],
  ['9434765918 is my NHS number', 'uk_nhs 9434765918'],
])('%s: a slip of the finger is still somebody', (text, fact) => {
  expect(found(findNationalIds, text)).toContain(fact)
})

test('a word carries along a list', () => {
  expect(found(findNationalIds, 'SSNs: 219-09-9999, 457555462 and 123456789')).toEqual([
    'us_ssn 219-09-9999',
    'us_ssn 457555462',
    'us_ssn 123456789',
  ])
  expect(found(findNationalIds, 'SSNs\n1. Anna - 219099999\n2. Bob - 457555462')).toHaveLength(2)
  expect(found(findNationalIds, 'SSN 219099999, order 457555462')).toEqual(['us_ssn 219099999'])
})

test.each([
  'name,ssn,order\nAnna,219099999,457555462',
  'name;ssn;order\nAnna;219099999;457555462\n',
  '| Name | SSN | Order |\n|---|---|---|\n| Anna | 219099999 | 457555462 |',
  'Name\tSSN\tOrder\nAnna\t219099999\t457555462',
])('the head of a column tells: %j', text => {
  expect(found(findNationalIds, text)).toEqual(['us_ssn 219099999'])
})
