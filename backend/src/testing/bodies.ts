import type { OperationName } from '@atavus/contract/operations'
import { pseudonym } from '../lib/ids.ts'

type Ids = Record<string, string>

/** What a door's schema takes, so that only who asks can be wrong. */
interface Knock {
  body?: (ids: Ids) => unknown
  query?: string
  headers?: Record<string, string>
}

const password = 'tulip gravel ladder mist'
const token = 'x'.repeat(43)
const person = { person: 'customer-1' }

/** For every door that needs a body, a query or a header. */
export const bodies: Partial<Record<OperationName, Knock>> = {
  giveConsent: {
    body: () => ({
      key: `atv_pk_${'0'.repeat(36)}`,
      notice: '0'.repeat(64),
      language: 'en',
      adult: true,
      purposes: { chat: true, history: false },
    }),
  },
  withdrawConsent: { body: () => ({ delete: true }) },
  ask: { body: () => ({ id: pseudonym(), text: 'Hello?' }) },
  ownConsent: {
    body: () => ({ notice: '0'.repeat(64), language: 'en', adult: true, purposes: { chat: true } }),
  },
  ownWithdraw: { body: () => ({ delete: true }) },
  ownAsk: { body: () => ({ id: pseudonym(), text: 'Hello?' }) },
  exportOwn: { query: '?as=json' },
  shareOwn: { body: () => ({ shared: true }) },
  changeOwnSettings: { body: () => ({ days: 30 }) },
  recordBreach: {
    body: () => ({
      noticedAt: '2026-11-20T11:00:00.000Z',
      what: 'A copy lay open.',
      kinds: ['confidentiality'],
      categories: ['conversation'],
      people: 100,
      consequences: '',
      measures: 'It was closed.',
      workspaces: [],
      everyWorkspace: false,
    }),
  },
  answerRequest: { body: () => ({ outcome: 'done', words: 'It is corrected.' }) },
  extendRequest: { body: () => ({ reason: 'There is much of it.' }) },
  operatorAnswer: { body: () => ({ outcome: 'done', words: 'It is corrected.' }) },
  operatorExtend: { body: () => ({ reason: 'There is much of it.' }) },
  recordRequest: {
    body: () => ({
      kind: 'access',
      contact: null,
      words: 'What do you hold?',
      arrivedAt: '2026-11-19T12:00:00.000Z',
      workspace: null,
      proven: false,
    }),
  },
  askRequest: { body: () => ({ kind: 'rectification', words: 'My name is wrong.' }) },
  previewPolicy: { body: () => ({ text: '# What we collect\n\nLess.' }) },
  publishPolicy: {
    body: () => ({ text: '# What we collect\n\nYour address.', summary: 'Less.', significant: true }),
  },
  readPolicy: { body: () => ({ version: 1 }) },
  makeHold: {
    body: () => ({
      assistant: null,
      conversation: null,
      reason: 'A court asked for it.',
      silent: false,
      until: '2026-12-20T12:00:00.000Z',
    }),
  },
  operatorHold: { body: () => ({ reason: 'A court asked for it.', until: '2026-12-20T12:00:00.000Z' }) },
  endOperatorHold: { body: () => ({ reason: 'The suit is over.' }) },
  operatorDeleteAccount: { body: () => ({ why: 'child', reason: 'A parent wrote.', workspaces: [] }) },
  operatorDeleteChild: { body: () => ({ reason: 'A parent wrote.' }) },
  changeBreach: { body: () => ({ measures: 'It was closed, and its keys were changed.' }) },
  visitorObject: { body: () => ({ improve: true }) },
  visitorCorrect: { body: () => ({ text: 'I never said that.' }) },
  rateAnswer: { body: () => ({ thumb: 'up' }) },
  serverConsent: {
    body: () => ({
      ...person,
      notice: '0'.repeat(64),
      language: 'en',
      adult: true,
      shownAt: 'the app',
      shownOn: '2026-11-20T11:59:00.000Z',
      purposes: { chat: true },
    }),
  },
  serverWithdraw: { body: () => ({ ...person, delete: true }) },
  serverHeld: { headers: { 'atavus-person': 'customer-1' } },
  serverObject: { body: () => ({ ...person, improve: true }) },
  serverAsk: { body: () => ({ ...person, id: pseudonym(), text: 'Hello?', stream: false }) },
  serverFollow: { headers: { 'atavus-person': 'customer-1' } },
  serverStop: { body: () => person },
  signUp: {
    body: () => ({
      email: 'x@shop.example',
      username: 'someone',
      password,
      adult: true,
      policyVersion: '2026-04-23',
    }),
  },
  finishSignUp: { body: () => ({ token, password }) },
  askReset: { body: () => ({ email: 'x@shop.example' }) },
  resetPassword: { body: () => ({ token, password }) },
  signIn: { body: () => ({ name: 'nobody', password }) },
  signInByLink: { body: () => ({ token }) },
  enterWorkspace: { body: ({ workspace }) => ({ workspace: workspace ?? pseudonym() }) },
  askDevice: { body: () => ({ challenge: token, name: 'Firefox on Linux' }) },
  takeDevice: { body: () => ({ request: pseudonym(), verifier: token }) },
  renewDevice: { body: () => ({ refresh: token }) },
  endDevice: { body: () => ({ refresh: token }) },
  confirmSession: { body: () => ({ password }) },
  changeAccount: { body: () => ({ fullName: 'Taken Over' }) },
  changePassword: { body: () => ({ current: password, password: `${password} again` }) },
  changeEmail: { body: () => ({ email: 'elsewhere@shop.example' }) },
  verifyEmail: { body: () => ({ token }) },
  deleteAccount: { body: () => ({ workspaces: [] }) },
  confirmFactor: { body: () => ({ code: '123456' }) },
  changeWorkspace: { body: () => ({ name: 'Taken over' }) },
  deleteWorkspace: { body: () => ({ name: 'not its name' }) },
  changeMember: { body: () => ({ role: 'owner' }) },
  invite: { body: () => ({ email: 'y@shop.example', role: 'owner' }) },
  seeInvitation: { body: () => ({ token }) },
  acceptInvitation: { body: () => ({ token }) },
  makeApiKey: { body: () => ({ name: 'Mine now', scopes: ['chat'], days: null }) },
  changeApiKey: { body: () => ({ name: 'Mine now' }) },
  rotateApiKey: { body: () => ({ overlapHours: 0 }) },
  makePublicKey: { body: () => ({ label: 'Mine now' }) },
  changePublicKey: { body: () => ({ disabled: true }) },
  createAssistant: { body: () => ({ name: 'x', controllerName: 'x', controllerContact: 'x' }) },
  changeAssistant: { body: () => ({ name: 'Taken over' }) },
  tryMask: { body: () => ({ text: 'Hello' }) },
  addDocument: { body: () => ({ title: 'x', url: null, language: 'en', text: 'x' }) },
  changeDocument: { body: () => ({ title: 'x' }) },
  exportConversations: { query: '?format=json' },
  usage: { query: '?from=2026-11-01&to=2026-11-20' },
  exportEgress: { query: '?format=csv' },
  exportOperatedEgress: { query: '?format=json' },
  exportUsage: { query: '?from=2026-11-01&to=2026-11-20&format=json' },
  tracedUsage: { query: '?from=2026-11-01&to=2026-11-20' },
  makeWebhook: { body: () => ({ url: 'https://hooks.example/x', events: ['budget.reached'] }) },
  changeWebhook: { body: () => ({ disabled: true }) },
  changeBilling: { body: () => ({ atLimit: 'quote' }) },
  startCheckout: { body: () => ({ plan: 'starter', interval: 'month' }) },
  openPortal: { body: () => ({ to: 'home' }) },
  suspendWorkspace: { body: () => ({ suspended: true, reason: 'x' }) },
  suspendAccount: { body: () => ({ suspended: true, reason: 'x' }) },
  operatorAccess: { body: () => ({ reason: 'x' }) },
}
