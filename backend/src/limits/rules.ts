/** `burst` requests at once, and one more every `every` seconds. */
export interface LimitRule {
  burst: number
  every: number
}

/** How often each subject may do what. */
export interface LimitRules {
  /** Messages. */
  visitor: LimitRule
  address: LimitRule
  key: LimitRule
  /** Requests of one API key, and of all that comes to one workspace. */
  apiKey: LimitRule
  workspace: LimitRule
  /** Credentials that were no good, of one network. */
  refused: LimitRule
  /** Consents and first looks, which need no token yet. */
  arrivals: LimitRule
  /** Sign-ins and sign-ups of each address. */
  signIns: LimitRule
  /** Tries at one password: by a name from one network, or in one session (OWASP ASVS 5.0, 6.3.1). */
  passwordTries: LimitRule
  /**
   * Tries by one name from all networks together: too few to guess a password. Free again so much sooner than
   * `passwordTries` that it takes many networks to use it up.
   */
  passwordTriesEverywhere: LimitRule
  /** Requests by right that the public form takes of each address, and keeps. */
  requests: LimitRule
  /** What Stripe is asked for a workspace's people while they wait. */
  billing: LimitRule
}

/** What is in force unless a world says otherwise. */
export const usualLimits: LimitRules = {
  visitor: { burst: 30, every: 2 },
  address: { burst: 120, every: 0.5 },
  key: { burst: 600, every: 0.05 },
  apiKey: { burst: 240, every: 0.25 },
  workspace: { burst: 6000, every: 0.02 },
  refused: { burst: 120, every: 0.5 },
  arrivals: { burst: 120, every: 1 },
  signIns: { burst: 10, every: 6 },
  passwordTries: { burst: 10, every: 60 },
  passwordTriesEverywhere: { burst: 500, every: 5 },
  requests: { burst: 20, every: 10 * 60 },
  billing: { burst: 20, every: 3 },
}
