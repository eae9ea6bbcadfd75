import { type BrowserContext, expect } from '@playwright/test'

/** Everything that a person's browser did, and whatever went wrong in it. */
export interface Watch {
  /** Addresses of all requests, in order. */
  requests: string[]
  /** Errors of scripts and of the console, broken policies, dialogs. */
  troubles: string[]
  /** This kind of trouble belongs to the test. */
  expect(trouble: RegExp): void
  /** No host but our own was asked, no cookie stands on the shop's site, nothing went wrong. */
  verify(): Promise<void>
}

/** Watches over a browser context from its beginning. */
export async function watchOver(context: BrowserContext): Promise<Watch> {
  const requests: string[] = []
  const troubles: string[] = []
  const expected: RegExp[] = []
  context.on('request', request => requests.push(request.url()))
  context.on('weberror', error => troubles.push(`error: ${error.error().message}`))
  context.on('console', message => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()} (${message.location().url})`)
  })
  context.on('dialog', async dialog => {
    troubles.push(`dialog: ${dialog.type()} ${dialog.message()}`)
    await dialog.accept()
  })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event =>
      console.error(`policy broken: ${event.violatedDirective} by ${event.blockedURI}`),
    )
  })
  return {
    requests,
    troubles,
    expect: trouble => expected.push(trouble),
    verify: async () => {
      const unexpected = troubles.filter(trouble => !expected.some(one => one.test(trouble)))
      expect(unexpected, 'troubles').toEqual([])
      expect(requests.filter(isForeign), 'requests to other hosts').toEqual([])
      const cookies = await context.cookies()
      expect(
        cookies.filter(({ domain }) => domain !== 'localhost'),
        'cookies of the shop',
      ).toEqual([])
    },
  }
}

function isForeign(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return /^(https?|wss?):$/.test(protocol) && hostname !== 'localhost' && hostname !== '127.0.0.1'
}
