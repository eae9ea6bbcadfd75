import browser from 'webextension-polyfill'

// Sites that the user has opened for good. They are read as all others are, when it is asked for; only the press on the
// icon is not needed there. The browser keeps the list, and takes a site back in its own settings as well.

/** Of an http address, at any port: Firefox knows none in a pattern. */
const patternOf = ({ protocol, hostname }: URL) => `${protocol}//${hostname}/*`

/** Whether the site of an address is open. */
export const isOpened = (url: string): Promise<boolean> =>
  browser.permissions.contains({ origins: [patternOf(new URL(url))] })

/** Asks the browser for a site, in the turn of a press; gives whether the user said yes. */
export const openSite = (url: string): Promise<boolean> =>
  browser.permissions.request({ origins: [patternOf(new URL(url))] })

/** Patterns, as the browser writes them. */
export async function openedSites(): Promise<string[]> {
  return (await browser.permissions.getAll()).origins ?? []
}

/** Takes back what passes of them. */
export async function closeSites(passes: (pattern: string) => boolean): Promise<void> {
  const origins = (await openedSites()).filter(passes)
  if (origins.length > 0) await browser.permissions.remove({ origins })
}

/** Whether a pattern is of a host, with whatever scheme. */
export const isOf = (host: string) => (pattern: string) => pattern.endsWith(`://${host}/*`)
