import type { DataMap } from '../privacy/data-map.ts'

export const consentData: DataMap = {
  notices: {
    category: 'consent',
    purposes: ['provide', 'obey'],
    basis: 'no personal data',
    retention: 'until the assistant is deleted',
    columns: {
      workspace_id: 'whose assistant',
      assistant_id: 'of which assistant',
      hash: 'SHA-256 of the notice',
      language: 'its language',
      content: 'its exact words',
      created_at: 'when it was first agreed to',
    },
  },
  consents: {
    category: 'consent',
    purposes: ['provide', 'obey'],
    basis: 'Art. 7(1)',
    retention: '365 days, and until the last message under it is gone',
    columns: {
      workspace_id: 'whose assistant',
      id: 'its id, on the receipt',
      assistant_id: 'which assistant',
      visitor_id:
        'a pseudonym of this one site: random, or derived from the name that the site gave an identified visitor',
      notice_hash: 'which notice was agreed to',
      history: 'whether the device may keep the chat',
      remote: 'whether the words may go to the recipient that the notice names',
      adult: 'that an age of 18 or more was stated',
      origin: 'the site on which it was given',
      language: 'the language of the chat',
      gpc: 'whether the browser asked not to share (Sec-GPC)',
      preview: 'whether an owner was trying the assistant out',
      identified: 'whether the site’s server said who the visitor is',
      receipt: 'the signed receipt',
      given_at: 'when it was given',
      valid_until: 'until when it holds',
      withdrawn_at: 'when it was withdrawn',
      expires_at: 'when this row goes',
    },
  },
}
