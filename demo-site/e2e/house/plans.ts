import type { Plans } from '../../../backend/src/testing/sold.ts'

const limits = { assistants: 1, seats: 2, passages: 500, remote: false }
/** Plans of which the first is soon used up: four of five messages are the warning, one more is the end. */
export const smallPlans: Plans = {
  graceDays: 14,
  currency: 'eur',
  plans: [
    { id: 'free', name: 'Free', limits: { ...limits, messages: 5, tokens: 600_000 }, retired: false },
    {
      id: 'starter',
      name: 'Starter',
      limits: { ...limits, messages: 3000, tokens: null, assistants: 3 },
      prices: { month: 1290, year: 12_900 },
      retired: false,
    },
    {
      id: 'business',
      name: 'Business',
      limits: { ...limits, messages: 20_000, tokens: null, assistants: 20, remote: true },
      prices: { month: 4990, year: 49_900 },
      retired: false,
    },
  ],
}
