/** What keeps data safe (GDPR Art. 32), each by the name that the screens' words have and the promises that show it. */
export const measures = {
  sealed: {
    words:
      'Conversations, prompts and secrets are sealed (AES-256-GCM) before they are written; the keys lie elsewhere.',
    promises: ['P4.2', 'P4.5'],
  },
  apart: {
    words: 'Each workspace is kept apart by the database itself (row-level security), whatever a query asks.',
    promises: ['P5.2'],
  },
  hashed: {
    words: 'Passwords as bcrypt hashes with salts of their own, keys and links as hashes; second factors.',
    promises: ['P1.2', 'P6.1', 'P6.5'],
  },
  gate: {
    words: 'Whatever leaves goes through one gate, which knows the processors and refuses the rest.',
    promises: ['P3.1'],
  },
  masked: {
    words: 'What identifies people is replaced before anything goes to a model elsewhere, or it does not go.',
    promises: ['P3.3'],
  },
  encrypted: {
    words: 'HTTPS alone, with HSTS; sessions that end; rate limits at every door.',
    promises: ['P6.2', 'P6.3', 'P6.7'],
  },
  ending: {
    words:
      'Nothing is read past its term; a sweep takes it from the disk, and a restore does not bring it back.',
    promises: ['P4.2', 'P4.3', 'P4.4'],
  },
  watched: {
    words: 'Audit and security logs, a register of breaches, and checks of every promise each few minutes.',
    promises: ['P6.6'],
  },
} as const
