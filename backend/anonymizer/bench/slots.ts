import type { Kind } from '../src/kinds.ts'
import { digits, twoDigits, whole } from './random.ts'
import type { Piece } from './sample.ts'
import * as address from './values/address.ts'
import * as contact from './values/contact.ts'
import * as dates from './values/dates.ts'
import { ids } from './values/ids.ts'
import { mistyped } from './values/mistyped.ts'
import * as network from './values/network.ts'
import { noise } from './values/noise.ts'
import * as payment from './values/payment.ts'
import * as people from './values/people.ts'
import * as phone from './values/phone.ts'
import * as secret from './values/secret.ts'
import type { Make, Setting } from './values/setting.ts'
import * as wallet from './values/wallet.ts'

/** What a slot of a template is filled with, and what its value is. */
const values: Record<string, [kind: Kind, scheme: string, make: Make]> = {
  email: ['email', 'plain', contact.email],
  email_unicode: ['email', 'unicode', contact.unicodeEmail],
  email_spelled: ['email', 'spelled', contact.spelledEmail],
  phone: ['phone', 'national', phone.national],
  phone_intl: ['phone', 'international', phone.international],
  iban: ['iban', 'iban', payment.iban],
  card: ['card', 'card', payment.card],
  btc: ['wallet', 'bitcoin', wallet.bitcoin],
  bech32: ['wallet', 'bech32', wallet.bech32],
  eth: ['wallet', 'ethereum', wallet.ethereum],
  ipv4: ['ip', 'ipv4', network.ipv4],
  ipv6: ['ip', 'ipv6', network.ipv6],
  mac: ['mac', 'mac', network.mac],
  url: ['url', 'url', contact.url],
  secret: ['secret', 'vendor', secret.secret],
  jwt: ['secret', 'jwt', secret.jwt],
  pem: ['secret', 'pem', secret.pem],
  key: ['secret', 'key', secret.anyKey],
  dburl: ['secret', 'connection', network.database],
  password: ['password', 'password', secret.password],
  pin: ['password', 'pin', secret.pin],
  gps: ['location', 'gps', network.coordinates],
  lat: ['location', 'degree', network.latitude],
  lon: ['location', 'degree', network.longitude],
  person: ['person', 'full', people.person],
  woman: ['person', 'full', people.woman],
  man: ['person', 'full', people.man],
  first: ['person', 'first', people.first],
  girl: ['person', 'first', people.girl],
  boy: ['person', 'first', people.boy],
  last: ['person', 'last', people.last],
  reversed: ['person', 'reversed', people.reversed],
  initial: ['person', 'initial', people.initial],
  address: ['address', 'line', address.address],
  street: ['address', 'street', address.street],
  address_lines: ['address', 'lines', address.addressLines],
  town_line: ['address', 'town', address.townLine],
  born: ['birth_date', 'any', dates.born],
  born_words: ['birth_date', 'words', dates.bornWords],
  handle: ['handle', 'at', people.handle],
  nick: ['handle', 'nick', people.nick],
  discord: ['handle', 'discord', people.discord],
  customer: ['customer_number', 'customer', people.customer],
}

/** Nobody minds whether these are found: they are near to a person, but tell nothing without the rest. */
const optional: Record<string, [kind: Kind, make: Make]> = {
  town: ['address', address.town],
  cvv: ['card', ({ random }) => digits(random, 3)],
  expiry: ['card', ({ random }) => `${twoDigits(whole(random, 1, 12))}/${whole(random, 26, 32)}`],
}

/**
 * Fills one slot: `email`, `id.nl_bsn`, `bad.iban` (mistyped behind its cue), `junk.card` (wrong and no one's),
 * `?town` (may be found), `~order` or `~digits:8` (a number of a thing).
 */
export function fillSlot(slot: string, setting: Setting): Piece[] {
  const [, sign, name, scheme, size] = /^([?~]?)([a-z0-9_]+)(?:\.([a-z0-9_]+))?(?::(\d+))?$/.exec(slot) ?? []
  if (name === undefined) throw new Error(`no slot: ${slot}`)
  if (sign === '~') return [{ text: known(noise, slot, name)(setting, Number(size ?? 0)) }]
  if (sign === '?') {
    const [kind, make] = known(optional, slot, name)
    return labelled(make(setting), { role: 'optional', kind })
  }
  if (name === 'junk') return [{ text: mistyped(setting, scheme!) }]
  if (name === 'id')
    return labelled(known(ids, slot, scheme!)(setting.random), {
      role: 'value',
      kind: 'national_id',
      scheme: scheme!,
    })
  if (name === 'bad') {
    const kind = scheme === 'iban' || scheme === 'card' ? scheme : 'national_id'
    return labelled(mistyped(setting, scheme!), { role: 'mistyped', kind, scheme: scheme! })
  }
  const [kind, kindScheme, make] = known(values, slot, name)
  return labelled(make(setting), { role: 'value', kind, scheme: kindScheme })
}

const labelled = (made: string | Piece[], label: Omit<Piece, 'text'>): Piece[] =>
  typeof made === 'string' ? [{ ...label, text: made }] : made

function known<T>(table: Record<string, T>, slot: string, name: string): T {
  const entry = table[name]
  if (entry === undefined) throw new Error(`no slot: ${slot}`)
  return entry
}
