import { expect, test } from 'vitest'
import { isSvnr } from './at.ts'
import { isBelgianCard, isRrn } from './be.ts'
import { isSin } from './ca.ts'
import { isAhv } from './ch.ts'
import { isKvnr, isPension, isTaxId } from './de.ts'
import { isCheckedCpr, isCpr } from './dk.ts'
import { isNric, isSouthAfrican, isTfn } from './english-speaking.ts'
import { isDni, isNie, isNuss } from './es.ts'
import { isHetu } from './fi.ts'
import { isNir, isSpi } from './fr.ts'
import { isDriverNumber, isNhs, isNino } from './gb.ts'
import { isPps } from './ie.ts'
import { mod11mod10 } from './iso7064.ts'
import { isCodiceFiscale } from './it.ts'
import { isCpf, isCuil, isCurp, isRut } from './latin-america.ts'
import { isMatricule } from './lu.ts'
import { luhn } from './luhn.ts'
import { mod97 } from './mod97.ts'
import { isBsn } from './nl.ts'
import { isFodselsnummer } from './no.ts'
import { isPesel } from './pl.ts'
import { isCitizenCard, isNif } from './pt.ts'
import { isPersonnummer } from './se.ts'
import { isItin, isSsn } from './us.ts'

const table: [string, (signs: string) => boolean, right: string[], wrong: string[]][] = [
  ['Luhn', luhn, ['4111111111111111', '79927398713', '0'], ['4111111111111112', '79927398710']],
  [
    'MOD 97-10',
    signs => mod97(signs) === 1,
    ['3214282912345698765432161182'],
    ['3214282912345698765432161183'],
  ],
  ['MOD 11,10', mod11mod10, ['86095742719', '794623'], ['86095742718', '794624']],
  ['AT SVNR', isSvnr, ['1237010180'], ['1238010180', '1237310280', '0237010180']],
  ['BE RRN', isRrn, ['85073003328', '17073003384', '40000095579'], ['85073003329', '85133003328']],
  ['BE card', isBelgianCard, ['591191706458'], ['591191706459']],
  ['CA SIN', isSin, ['046454286', '130692544'], ['046454287', '800000002']],
  ['CH AHV', isAhv, ['7569217076985'], ['7569217076984', '7579217076985']],
  [
    'DE tax id',
    isTaxId,
    ['86095742719', '47036892816', '65929970489', '57549285017'],
    ['86095742718', '12345678903', '06095742719'],
  ],
  ['DE pension', isPension, ['65170839j003', '15070649c103'], ['65170839j004', '65321339j003']],
  ['DE KVNR', isKvnr, ['a123456780', 'x110411675'], ['a123456781']],
  ['DK CPR', isCpr, ['0707614285', '0101901234'], ['3113614285', '2902614285']],
  ['DK old check', isCheckedCpr, ['0707614285'], ['0707614286']],
  ['ES DNI', isDni, ['12345678z', '00000000t'], ['12345678a']],
  ['ES NIE', isNie, ['x1234567l', 'y1234567x', 'z1234567r'], ['x1234567m']],
  ['ES NUSS', isNuss, ['281234567840'], ['281234567841', '991234567840']],
  [
    'FI HETU',
    isHetu,
    ['131052-308t', '131052y308t', '010594w9032', '020502e902x'],
    ['131052-308u', '321352-308t'],
  ],
  [
    'FR NIR',
    isNir,
    ['255081416802538', '2550814168025', '151022410804351', '185052a12345633'],
    ['255081416802539', '955081416802538', '255131416802538'],
  ],
  ['FR SPI', isSpi, ['3023217600053'], ['3023217600054', '9023217600053']],
  ['UK NHS', isNhs, ['9434765919', '4010232137'], ['9434765918', '1111111111']],
  ['UK NINO', isNino, ['ab123456c', 'qq123456c'], ['bg123456c', 'ao123456c', 'db123456c', 'ab123456e']],
  [
    'UK licence',
    isDriverNumber,
    ['morga657054sm9ij', 'fox99851230ab9xy'],
    ['morga699054sm9ij', '12345657054sm9ij'],
  ],
  ['IE PPS', isPps, ['1234567t', '1234567fa', '6433435f', '6433435ih'], ['1234567u', '1234567fb']],
  [
    'IT codice fiscale',
    isCodiceFiscale,
    ['rssmra85t10a562s', 'mrtmtt91d08f205j', 'rssmra85t10a56nh'],
    ['rssmra85t10a562t', 'rssmra85t72a562s'],
  ],
  ['AU TFN', isTfn, ['123456782', '876543210'], ['123456783']],
  ['ZA id', isSouthAfrican, ['8001015009087', '7503305044089'], ['8001015009088', '8013015009087']],
  ['SG NRIC', isNric, ['s1234567d', 'g1234567x', 't1234567j', 'f1234567n'], ['s1234567e', 'g1234567d']],
  ['MX CURP', isCurp, ['boxw310820hnerxn09'], ['boxw310820hnerxn08', 'boxw311320hnerxn09']],
  ['CL RUT', isRut, ['123456785', '760864285', '10000013k'], ['123456786']],
  ['AR CUIL', isCuil, ['20123456786'], ['20123456787', '30500010912']],
  ['BR CPF', isCpf, ['11144477735', '52998224725'], ['11144477736', '11111111111']],
  ['LU matricule', isMatricule, ['1983120105748'], ['1983133105732']],
  ['NL BSN', isBsn, ['111222333', '123456782', '12345672'], ['111222334', '000000000']],
  ['NO fødselsnummer', isFodselsnummer, ['13097248022', '15108695088'], ['13097248023', '32097248022']],
  ['PL PESEL', isPesel, ['44051401359', '02070803628'], ['44051401358', '44134401359']],
  ['PT NIF', isNif, ['123456789', '501964843'], ['123456788', '023456789']],
  ['PT CC', isCitizenCard, ['000000000zz4'], ['000000000zz3']],
  [
    'SE personnummer',
    isPersonnummer,
    ['8112189876', '198112189876', '7010632391'],
    ['8112189877', '8113189876'],
  ],
  [
    'US SSN',
    isSsn,
    ['123456789', '078051120'],
    ['000123456', '666123456', '900123456', '123006789', '123450000'],
  ],
  ['US ITIN', isItin, ['912701234', '999881234'], ['912661234', '812701234', '912931234']],
]

test.each(table)('%s tells right numbers from wrong ones', (_name, check, right, wrong) => {
  expect(right.filter(signs => !check(signs))).toEqual([])
  expect(wrong.filter(check)).toEqual([])
})
