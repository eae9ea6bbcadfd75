import type { Books, PortalSession, Subscription } from './books.ts'
import { PageRefusal } from './checkout.ts'
import type { Form } from './form.ts'
import { money } from './line.ts'
import { alert, cardChoice, cardOf, choice, form, link, page, paragraph, type Shown } from './page.ts'
import { rate } from './page-checkout.ts'
import {
  cancel,
  configurationOf,
  confirmChange,
  ensureUsable,
  keep,
  prorationOf,
  setCard,
  subjectOf,
  waits,
  wishOf,
} from './portal.ts'
import { dueNow } from './price-change.ts'
import { isLive, itemOf } from './subscription.ts'

/** A page of the customer portal. `step`: what the address says after the session, `''` for the session's own flow. */
export function portalPage(books: Books, session: PortalSession, step: string, posted?: Form): Shown {
  try {
    ensureUsable(books, session)
    if (posted) return { goTo: act(books, session, posted) }
    return shown(books, session, step || (session.flow?.type ?? 'home'))
  } catch (error) {
    if (!(error instanceof PageRefusal)) throw error
    return page('Billing', alert(error.message) + back(books, session))
  }
}

function act(books: Books, session: PortalSession, posted: Form): string {
  if (posted.act === 'confirm')
    return confirmChange(books, session, typeof posted.price === 'string' ? posted.price : undefined)
  if (posted.act === 'cancel') return cancel(books, session)
  if (posted.act === 'keep') return keep(books, session)
  if (posted.act === 'card') return setCard(books, session, cardOf(posted.card))
  throw new PageRefusal('Something went wrong.')
}

function shown(books: Books, session: PortalSession, step: string): Shown {
  const steps: Record<string, () => Shown> = {
    home: () => home(books, session),
    done: () => done(books, session),
    payment_method_update: () =>
      page('Update payment method', form(cardChoice(), 'Save', 'card') + back(books, session)),
    subscription_cancel: () => cancelling(books, session),
    subscription_update: () => choosing(books, session),
    subscription_update_confirm: () => confirming(books, session),
  }
  const draw = steps[step]
  if (!draw) throw new PageRefusal('The page you were looking for could not be found.')
  return draw()
}

function living(books: Books, session: PortalSession): Subscription {
  const subscription = subjectOf(books, session)
  if (!subscription || !isLive(subscription)) throw new PageRefusal('This subscription has ended.')
  if (subscription.cancel_at_period_end) throw new PageRefusal('This subscription is set to be canceled.')
  return subscription
}

function cancelling(books: Books, session: PortalSession): Shown {
  const subscription = living(books, session)
  const last = day(itemOf(subscription).current_period_end)
  const told = paragraph(`${nameOf(books, subscription)} will end on ${last}.`)
  return page('Cancel subscription', told + form('', 'Cancel subscription', 'cancel') + back(books, session))
}

function confirming(books: Books, session: PortalSession): Shown {
  const subscription = living(books, session)
  const wish = wishOf(books, session)
  const name = books.products.get(wish.price.product)?.name ?? ''
  const later = waits(books, session, wish)
  const amount = later ? 0 : dueNow(books, subscription, wish, prorationOf(books, session))
  const when = later
    ? `The change takes effect on ${day(itemOf(subscription).current_period_end)}.`
    : 'The change takes effect now.'
  const due = `Amount due today: ${money(amount, wish.price.currency)}`
  const told = [`${name}, ${rate(wish.price, wish.quantity)}`, when, due].map(paragraph).join('')
  return page('Confirm your updates', told + form('', 'Confirm', 'confirm') + back(books, session))
}

function choosing(books: Books, session: PortalSession): Shown {
  const current = itemOf(living(books, session)).price.id
  const { products } = configurationOf(books, session).features.subscription_update
  const others = (products ?? []).flatMap(({ prices }) => prices).filter(price => price !== current)
  const options = others.map((id): [string, string] => {
    const price = books.prices.get(id)!
    return [id, `${books.products.get(price.product)?.name}, ${rate(price)}`]
  })
  return page(
    'Update your plan',
    form(choice('Plan', 'price', options), 'Confirm', 'confirm') + back(books, session),
  )
}

function home(books: Books, session: PortalSession): Shown {
  const { features } = configurationOf(books, session)
  const subscription = subjectOf(books, session)
  const at = (step: string) => `${books.url}/p/session/${session.id}/${step}`
  const update = features.payment_method_update.enabled
    ? `<p>${link(at('payment_method_update'), 'Update payment method')}</p>`
    : ''
  const other = features.subscription_update.enabled
    ? `<p>${link(at('subscription_update'), 'Update plan')}</p>`
    : ''
  const plan =
    subscription && isLive(subscription) ? planOf(books, subscription) : paragraph('No subscription.')
  const ends = subscription?.cancel_at_period_end
    ? form('', "Don't cancel", 'keep')
    : subscription && isLive(subscription) && features.subscription_cancel.enabled
      ? `<p>${link(at('subscription_cancel'), 'Cancel subscription')}</p>`
      : ''
  const history = features.invoice_history.enabled ? invoicesOf(books, session.customer) : ''
  return page('Billing', plan + other + ends + update + history + back(books, session))
}

function done(books: Books, session: PortalSession): Shown {
  const message = session.flow?.after_completion.hosted_confirmation?.custom_message
  return page('Done', paragraph(message ?? 'Your changes have been saved.') + back(books, session))
}

function planOf(books: Books, subscription: Subscription): string {
  const { price, quantity, current_period_end } = itemOf(subscription)
  const verb = subscription.cancel_at_period_end ? 'Ends' : 'Renews'
  return paragraph(
    `${nameOf(books, subscription)}, ${rate(price, quantity)}. ${verb} on ${day(current_period_end)}.`,
  )
}

function invoicesOf(books: Books, customer: string): string {
  const own = [...books.invoices.values()].filter(
    each => each.customer === customer && each.hosted_invoice_url,
  )
  const lines = own.toReversed().map(invoice => {
    const text = `${invoice.number}: ${money(invoice.total, invoice.currency)}, ${invoice.status}`
    return `<li>${link(invoice.hosted_invoice_url!, text)}</li>`
  })
  return `<h2>Invoices</h2><ul>${lines.join('')}</ul>`
}

const nameOf = (books: Books, subscription: Subscription) =>
  books.products.get(itemOf(subscription).price.product)?.name ?? ''

const day = (seconds: number) =>
  new Date(seconds * 1000).toLocaleDateString('en', { dateStyle: 'long', timeZone: 'UTC' })

function back(books: Books, session: PortalSession): string {
  const { headline } = configurationOf(books, session).business_profile
  return session.return_url ? `<p>${link(session.return_url, `Return to ${headline ?? 'the site'}`)}</p>` : ''
}
