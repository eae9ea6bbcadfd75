import { Notice, Withdrawn } from './chat.ts'
import { gate, type Operation } from './operation.ts'
import type { RefusalCode } from './refusals.ts'
import * as server from './server.ts'

const assistantPath = '/v1/assistants/{assistant}'
const personHeader =
  'Your name for the person, percent-encoded as in an address; no query, as logs keep those'
const key: RefusalCode[] = [
  ...gate,
  'unauthenticated',
  'forbidden',
  'key_in_browser',
  'key_disabled',
  'suspended',
  'not_found',
]

/** The doors for a server that chats on behalf of its people. It records each one's yes first; no flag skips it. */
export const serverOperations = {
  serverNotice: {
    method: 'get',
    path: `${assistantPath}/notice`,
    who: 'key',
    right: 'chat',
    status: 200,
    summary: 'The notice to show a person before their first message',
    query: server.ServerNoticeQuery,
    answer: Notice,
    refusals: key,
  },
  serverConsent: {
    method: 'post',
    path: `${assistantPath}/consents`,
    who: 'key',
    right: 'chat',
    status: 201,
    summary: 'Record a person’s yes to the notice; answers a signed receipt for them',
    body: server.ServerConsent,
    answer: server.ServerConsentGiven,
    refusals: [
      ...key,
      'adults_only',
      'consent_outdated',
      'idempotency_key_reused',
      'idempotency_in_progress',
    ],
  },
  serverWithdraw: {
    method: 'post',
    path: `${assistantPath}/consents/withdraw`,
    who: 'key',
    right: 'chat',
    status: 200,
    summary: 'Withdraw a person’s consent: cuts a running answer, and erases the conversations if asked to',
    body: server.ServerWithdrawal,
    answer: Withdrawn,
    refusals: [...key, 'consent_required', 'idempotency_key_reused', 'idempotency_in_progress'],
  },
  serverHeld: {
    method: 'get',
    path: `${assistantPath}/person`,
    who: 'key',
    right: 'conversations:read',
    status: 200,
    summary: 'Everything held about a person, to show them and to hand to them (GDPR Art. 15, 20)',
    headers: { 'Atavus-Person': personHeader },
    answer: server.ServerHeld,
    refusals: key,
  },
  serverObject: {
    method: 'post',
    path: `${assistantPath}/objections`,
    who: 'key',
    right: 'chat',
    status: 204,
    summary: 'A person objects to being counted for improvement, or takes the objection back',
    body: server.ServerObjection,
    refusals: [...key, 'idempotency_key_reused', 'idempotency_in_progress'],
  },
  serverAsk: {
    method: 'post',
    path: `${assistantPath}/messages`,
    who: 'key',
    right: 'chat',
    status: 200,
    summary: 'Ask on behalf of a person; the answer comes whole, or as server-sent events',
    body: server.ServerAsk,
    answer: server.ServerAnswer,
    refusals: [
      ...key,
      'consent_required',
      'consent_outdated',
      'budget_spent',
      'quota_spent',
      'too_many_answers',
      'message_id_reused',
    ],
  },
  serverFollow: {
    method: 'get',
    path: `${assistantPath}/messages/{message}/events`,
    who: 'key',
    right: 'chat',
    status: 200,
    summary: 'Replay the answer to a message after `Last-Event-ID` and follow it to its end',
    headers: {
      'Atavus-Person': personHeader,
      'Last-Event-ID': 'The `id` of the last event that was received; without it the answer comes whole',
    },
    answer: 'text/event-stream',
    refusals: [...key, 'consent_required'],
  },
  serverStop: {
    method: 'post',
    path: `${assistantPath}/messages/{message}/stop`,
    who: 'key',
    right: 'chat',
    status: 204,
    summary: 'Stop the answer to a message; what was shown is kept',
    body: server.PersonBody,
    refusals: key,
  },
} as const satisfies Record<string, Operation>
