import { pay } from './api-invoices.ts'
import type { Books, Invoice } from './books.ts'
import type { Form } from './form.ts'
import { money } from './line.ts'
import { alert, form, link, page, paragraph, type Shown } from './page.ts'
import { ApiError } from './refusals.ts'

/** The hosted page of an invoice, with a button where it is open. */
export function invoicePage(books: Books, invoice: Invoice, posted?: Form): Shown {
  if (!posted) return shown(invoice)
  try {
    pay(books, invoice)
    return { goTo: invoice.hosted_invoice_url! }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return shown(invoice, error.message)
  }
}

function shown(invoice: Invoice, complaint?: string): Shown {
  const lines = invoice.lines.data.map(
    ({ description, amount }) =>
      `<li>${paragraph(`${description}: ${money(amount, invoice.currency)}`)}</li>`,
  )
  const due = paragraph(
    `Amount due: ${money(invoice.amount_remaining, invoice.currency)}. Status: ${invoice.status}.`,
  )
  const button = invoice.status === 'open' ? form('', 'Pay', 'pay') : ''
  const file = `<p>${link(invoice.invoice_pdf ?? '', 'Download invoice')}</p>`
  const told = complaint ? alert(complaint) : ''
  return page(`Invoice ${invoice.number}`, `${told}<ul>${lines.join('')}</ul>${due}${button}${file}`)
}

/** A small PDF that says which invoice it is and over how much. */
export function invoicePdf(invoice: Invoice): Shown {
  const words = `Invoice ${invoice.number}  ${(invoice.total / 100).toFixed(2)} ${invoice.currency.toUpperCase()}`
  const drawing = `BT /F1 18 Tf 40 780 Td (${words}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  return { pdf: written(objects) }
}

function written(objects: string[]): string {
  let text = '%PDF-1.4\n'
  const places = objects.map((object, index) => {
    const place = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}`
  return `${text}${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
}
