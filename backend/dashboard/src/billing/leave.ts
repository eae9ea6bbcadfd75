/** Goes to a page of Stripe's. The promise ends when somebody comes back by the browser's own button. */
export function leaveFor(url: string): Promise<void> {
  location.assign(url)
  return new Promise(resolve => addEventListener('pageshow', () => resolve(), { once: true }))
}
