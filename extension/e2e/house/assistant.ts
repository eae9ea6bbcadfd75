export const assistantId = '00000000-0000-4000-8000-0000000000a1'

/** The one assistant of a scripted server, as its doors tell of it. */
export function assistant(consented: boolean) {
  return {
    id: assistantId,
    name: 'Helper',
    greeting: 'Hello. What would you like to know?',
    suggestions: ['How are you?'],
    accent: '#1f5f4f',
    workspace: { id: assistantId, name: 'Kettles' },
    notice: {
      hash: 'a'.repeat(64),
      language: 'en',
      title: 'Before you write',
      paragraphs: ['You talk to a machine.'],
      adult: 'I am 18 or older',
      history: 'Keep my conversation on this device',
      agree: 'I agree',
      refuse: 'Not now',
      remote: null,
      retentionDays: 30,
      policyUrl: 'https://atavus.example/privacy',
    },
    consent: { standing: consented, remote: false },
  }
}
