import { addressClass } from '../../egress/class.ts'
import { processors } from '../../egress/processors.ts'
import { dataMap } from '../../privacy/map.ts'
import type { PromiseEntry } from '../../privacy/promise.ts'
import { latestCanaries, promptsSent, unallowedPrompts } from '../chats/queries.ts'
import { counted, liveColumns } from '../queries.ts'
import { stateOfClass } from './nearby.ts'

const canaryHours = 26
/** What a card's number, code or owner would be called. */
const cardWords = /card(?!inal)|(?:^|_)(?:pan|cvc|cvv|iban)(?:_|$)/

/** Stripe’s own ids of a payment method, which say nothing of a card. */
const cardIds = new Set(['subscriptions.card_seen'])

export const shared: readonly PromiseEntry[] = [
  {
    id: 'P3.2',
    promise: 'Stripe takes card data directly; we never see it.',
    enforced: 'Payment is on Stripe’s own pages; there is no card field and no card column.',
    check: async ({ db, payments }) => {
      const live = await db.keeper(async keeper => liveColumns(keeper))
      const found = live.filter(
        ({ table, column }) =>
          (cardWords.test(column) || cardWords.test(table)) && !cardIds.has(`${table}.${column}`),
      )
      const state = found.length ? 'broken' : payments ? 'kept' : 'unused'
      return {
        state,
        facts: [
          { fact: 'cardColumns', count: found.length },
          { fact: 'tables', count: Object.keys(dataMap).length },
        ],
      }
    },
  },
  {
    id: 'P3.3',
    promise: 'DeepSeek sees anonymized prompts only.',
    enforced: 'The anonymizer stands before every model outside; what it cannot anonymize is not sent.',
    check: async ({ db, models, canary }) => {
      const outside = Object.values(models).filter(model => model?.leaves)
      const { sent, unallowed, seen } = await db.keeper(async keeper => ({
        sent: await counted(keeper, ask => promptsSent(ask, 30)),
        unallowed: await counted(keeper, unallowedPrompts),
        seen: await latestCanaries(keeper, canaryHours),
      }))
      const facts = [
        { fact: 'sent', count: sent },
        { fact: 'sentWithoutConsent', count: unallowed },
      ]
      if (outside.length === 0) return { state: unallowed ? 'broken' : 'unused', facts }
      const late = outside.some(model => model && !seen.models.includes(model.name))
      const passed = seen.arrived === 0 && canary.state !== 'failed'
      return {
        state: unallowed || !passed ? 'broken' : late ? 'attention' : 'kept',
        facts: [
          ...facts,
          { fact: 'lastCanary', age: seen.age },
          { fact: 'planted', count: seen.planted },
          { fact: 'arrived', count: seen.arrived },
        ],
      }
    },
  },
  {
    id: 'P3.4',
    promise: 'With Ollama the data stays on our server.',
    enforced:
      'Its address is looked at for every connection and must be this machine’s or its own network’s.',
    check: async ({ settings, models }) => {
      if (!models.ollama) return { state: 'unused', facts: [] }
      const { hostname } = new URL(settings.ollamaUrl)
      const found = await addressClass(hostname)
      const allowed = settings.egressAllow.length
      return {
        state: stateOfClass(found),
        facts: [
          { fact: 'address', word: found },
          { fact: 'host', exactly: hostname },
          { fact: 'allowed', count: allowed },
        ],
      }
    },
  },
  {
    id: 'P3.5',
    promise: 'Other providers only if configured, and then listed.',
    enforced: 'The register of processors is drawn from the running configuration.',
    check: async ({ settings, payments, models, mailer }) => {
      const listed = processors(settings)
      const used = (id: string) => listed.some(one => one.id === id && one.used)
      const hidden = [
        payments && !used('stripe'),
        models.deepseek && !used('deepseek'),
        mailer.kind === 'smtp' && !used('smtp'),
      ].filter(Boolean).length
      const unplaced = listed.filter(one => one.used && one.country === null).length
      return {
        state: hidden ? 'broken' : unplaced ? 'attention' : 'kept',
        facts: [
          ...listed.filter(one => one.used).map(({ name }) => ({ fact: 'inUse', word: name })),
          { fact: 'unlisted', count: hidden },
          { fact: 'unplaced', count: unplaced },
        ],
      }
    },
  },
]
