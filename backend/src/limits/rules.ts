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
  /** Consents and first looks, which need no token yet. */
  arrivals: LimitRule
  /** Sign-ins and sign-ups, for each address and for each account that is tried from it. */
  signIns: LimitRule
}

/** What is in force unless a world says otherwise. */
export const usualLimits: LimitRules = {
  visitor: { burst: 30, every: 2 },
  address: { burst: 120, every: 0.5 },
  key: { burst: 600, every: 0.05 },
  arrivals: { burst: 120, every: 1 },
  signIns: { burst: 10, every: 6 },
}

/** Tries at one account from all networks together: too few to guess a password, too many for its owner to notice. */
export const signInsEverywhere: LimitRule = { burst: 200, every: 10 }
