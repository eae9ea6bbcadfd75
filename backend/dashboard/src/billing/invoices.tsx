import type { Billing, Invoice } from '@atavus/contract/billing'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { money } from '../lib/money.ts'
import { Outside } from '../pieces/outside.tsx'
import { Await } from '../pieces/states.tsx'
import { fill, words } from '../words/words.ts'
import { dayOf, usageOf } from './days.ts'

/** What was charged, as Stripe wrote it; asked for anew when the subscription has changed. */
export function Invoices({ billing }: { billing: Billing }) {
  const { customer, subscription } = billing
  const { state, again } = useLoad(
    signal => (customer ? call('invoices', { signal }) : Promise.resolve({ items: [] })),
    [customer, JSON.stringify(subscription)],
  )
  const { title, text, none } = words.billing.invoices
  return (
    <section class="invoices" aria-labelledby="invoices">
      <h2 id="invoices">{title}</h2>
      <p class="hint">{text}</p>
      <Await state={state} again={again} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="hint none">{none}</p>
          ) : (
            <InvoiceTable invoices={items} billing={billing} />
          )
        }
      </Await>
    </section>
  )
}

function InvoiceTable({ invoices, billing }: { invoices: Invoice[]; billing: Billing }) {
  const { caption, date, number, days, total, state, papers } = words.billing.invoices
  return (
    <table class="sheet">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{date}</th>
          <th scope="col">{number}</th>
          <th scope="col">{days}</th>
          <th scope="col" class="figure">
            {total}
          </th>
          <th scope="col">{state}</th>
          <th scope="col">{papers}</th>
        </tr>
      </thead>
      <tbody>
        {invoices.map(invoice => (
          <InvoiceRow key={invoice.id} invoice={invoice} billing={billing} />
        ))}
      </tbody>
    </table>
  )
}

function InvoiceRow({ invoice, billing }: { invoice: Invoice; billing: Billing }) {
  const { createdAt, number, total, state } = invoice
  const [from, until] = [dayOf(invoice.from, billing), dayOf(invoice.until, billing)]
  const said = words.billing.invoices
  return (
    <tr>
      <th scope="row">
        <time dateTime={createdAt}>{dayOf(createdAt, billing)}</time>
      </th>
      <td data-label={said.number}>{number ?? '–'}</td>
      <td data-label={said.days}>
        {from === until ? from : fill(said.span, { from, until })}
        <a class="address" href={usageOf(invoice, billing)}>
          {said.use}
        </a>
      </td>
      <td data-label={said.total} class="figure">
        {money(total)}
      </td>
      <td data-label={said.state}>
        <span class={state === 'open' ? 'warn' : undefined}>{said.states[state]}</span>
      </td>
      <td data-label={said.papers}>
        <Papers invoice={invoice} />
      </td>
    </tr>
  )
}

function Papers({ invoice: { number, state, url, pdf } }: { invoice: Invoice }) {
  const said = words.billing.invoices
  const papers = [
    { name: state === 'open' ? said.pay : said.page, to: url },
    { name: said.pdf, to: pdf },
  ]
  return (
    <span class="papers">
      {papers.map(
        ({ name, to }) =>
          to && (
            <Outside key={name} to={to} about={number}>
              {name}
            </Outside>
          ),
      )}
    </span>
  )
}
