const letter = 'a-z\\u00df-\\u00ff'
const call = new RegExp(
  `(?<![${letter}])(?:tel[eé]?[fp]h?[oóò]n[${letter}]*|telefo+n[${letter}]*|tele?f?|tl?fn?o?|t[eé]ls?|t[eé]l[eé]f|ph|fon|phones?|cell[${letter}]*|` +
    `mobi[${letter}]*|mob|m[oó]vil(?:es)?|handy[${letter}]*|portable|gsm|natel|fax|whats ?app|wa|bizum|signal|telegram|viber|sms (?:an|to|au|al|me)|` +
    `text(?: me)?|txt|call[${letter}]*|ring|rufnummer|r[uü]ckruf[${letter}]*|ruf[${letter}]*|anruf[${letter}]*|angerufen|durchruf[${letter}]*|` +
    'erreich[a-z]*|erreicht|reach[a-z]*|dial|hotline|durchwahl|zentrale|festnetz[a-z]*|landline|fijo|fisso|fixe|' +
    `appel[${letter}]*|joindre|joignable|rappel[${letter}]*|ll[aá]m[${letter}]*|marca[${letter}]*|chiam[${letter}]*|richiam[${letter}]*|` +
    `cel|celular|bel|belt|bellen|bereikbaar|bereiken|terugbel[${letter}]*|gebeld|06-?nummer|contact|kontakt|` +
    '(?:my|meine[rn]?|mon|mi|il mio|mijn|your|dein[er]*|ihre[rn]?|this|diese[rn]?|folgende[rn]?|der|ce|este|esta|questo|dit|deze|on the|au|al|op) (?:new |neue |nouveau |nuevo |nuovo |nieuwe )?(?:number|num|nr|nummer|no|num[eéè]ro|n[uú]mero))' +
    `(?![${letter}])|\\b(?:tel|phone|mobile|handy|whatsapp|telefon)(?=[ :._"']*$)|[\\n|,;>•·] {0,2}(?:[tmf][.:]?|[pc]:) ?$`,
)

const thing =
  'bestel|auftrag|rechnung|beleg|lieferschein|retoure|sendung|paket|artikel|produkt|serien|referenz|vorgang|akten|' +
  'kundennummer|kundennr|kunden-?(?:nr|nummer|id|konto)|kontonummer|vertrag|versichert|versicherungs|mitglied|steuer|st\\.? ?-?nr|' +
  'buchung|transaktion|geräte|inventar|charge|postleitzahl|invoice|tracking|shipment|parcel|reference|serial|' +
  'customer (?:no|number|id)|client (?:no|number|id)|membership|member (?:no|number|id)|account|booking|confirmation|' +
  'transaction|order|commande|facture|suivi|colis|dossier|r[eé]f[eé]rence|num[eé]ro (?:de )?client|n[°o] client|' +
  'contrat|r[eé]servation|pedido|factura|seguimiento|env[ií]o|paquete|art[ií]culo|n[uú]mero de cliente|cliente n|' +
  'cuenta|referencia|expediente|contrato|reserva|ordine|fattura|spedizione|pacco|articolo|codice|pratica|contratto|' +
  'prenotazione|numero cliente|codice cliente|factuur|zending|pakket|klant(?:en)?nummer|rekening|' +
  'reservering|boeking|barcode|c[oó]digo'
const short =
  'ticket|case|item|sku|product|produit|producto|prodotto|model|modell?o?|r[eé]f|part (?:no|number|nr)|awb|konto|kto|acct|blz|tax|vat|ust|btw|tva|mwst|iva|ondernemingsnummer|isbn|' +
  'issn|ean|gtin|upc|asin|imei|version|build|plz|zip|cap|postcode|cp|pin|puk|tan|iban|bic|swift|policy|police|polizza|' +
  'p[oó]liza|polis|siret|siren|bsn|kvk|ssn|nhs|nif|nie|dni|cif|nir|svnr|batch|lot|lote|lotto|vin|id|code|hrb|hra|conto|' +
  'article|article n|art|voucher|gutschein|coupon|usuario|user|size|größe|lieferung|serie|série'
const join =
  'be|nl|fr|at|ch|el|il|lo|het|la|le|los|the|nummern?|nr|no|num|number|num[eéè]ro|n[uú]mero|n|id|code|is|ist|est|es|è|was|war|lautet|lautete|with|mit|der|die|das|the|del?|du|van|di'
const other = new RegExp(
  `(?:(?:${thing})[${letter}]{0,14}|(?<![${letter}])(?:${short})(?![${letter}]))` +
    `(?:[\\s:.#°º=("'*_/|-]|(?:${join})(?![${letter}])){0,16}$`,
)

const afterwards =
  /^[ ,(*]{1,3}(?:mobile?|mobil|handy|tel|telefon|cell|privat|festnetz|whats ?app|is (?:mine|me)(?![a-z])|is my (?:cell |mobile |phone |new )?number|(?:ist|is) (?:meine|mijn) (?:handy|telefon|mobil|mobiele |telefoon)?-?nummer|(?:c'est|est) mon num[eé]ro|es (?:(?:mi|el|su) )(?:n[uú]mero|m[oó]vil|tel[eé]fono|fijo)|è il mio (?:numero|cellulare)|(?:ruf|call|text|ring|bel|appel|chiam|ll[aá]m)[a-zà-ÿ]* )/

/** The word for a telephone stands right before (or after) the number, close by, or only near it. */
export type Cue = 'right' | 'close' | 'phone' | 'other' | undefined

/** What the words before a number say that it is; the nearer word wins. */
export function cueBefore(lower: string, start: number): Cue {
  const before = start > 56 ? lower.slice(start - 56, start) : `\n${lower.slice(0, start)}`
  if (!/[a-z\u00df-\u00ff#°]/.test(before)) return
  if (other.test(before)) return 'other'
  if (!call.test(before)) return
  if (call.test(before.slice(-18))) return 'right'
  return call.test(before.slice(-34)) ? 'close' : 'phone'
}

/** What the words right behind a number say. */
export function cueAfter(lower: string, end: number): Cue {
  return afterwards.test(lower.slice(end, end + 40)) ? 'right' : undefined
}
