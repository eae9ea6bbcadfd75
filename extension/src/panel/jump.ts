import type { Message } from '@atavus/contract/chat'
import browser from 'webextension-polyfill'
import { showIn } from '../page/tab.ts'
import type { Talk } from '../talk/talk.ts'
import type { Ground } from './ground.ts'

/**
 * Follows a citation to its passage in the page that was shared, in the tab where it stood as long as that is open to
 * us and has that page, which may have other words by now. Other links are left to the browser.
 * `messages`: as the server has them, without values that were masked.
 */
export function useJump(
  { window }: Ground,
  talk: Talk,
  messages: Message[],
  onShown: (found: boolean) => void,
) {
  return (event: MouseEvent) => {
    const link = (event.target as Element).closest?.('a')
    const answer = link?.closest('.answer')
    if (!link || !answer) return
    const at = [...(answer.parentElement?.children ?? [])].indexOf(answer)
    const message = messages[at]
    const number = Number((link.querySelector('.number') ?? link).textContent)
    const same = message?.sources.filter(({ url }) => url !== null && sameAddress(url, link.href)) ?? []
    const source = same.find(source => source.number === number) ?? same[0]
    const passage = source?.passage
    if (!message?.answers || passage === undefined) return
    event.preventDefault()
    talk.lent(message.answers).then(async lent => {
      const isCited = ({ number }: { number: number }) => number === passage
      const page = lent?.pages.find(({ passages }) => passages.some(isCited))
      const text = page?.passages.find(isCited)?.text
      const tab = page && (await browser.tabs.get(page.tab).catch(() => null))
      if (page && text && tab?.url && apart(tab.url) === apart(page.url)) {
        const found = await showIn(page.tab, text)
        if (found !== null) onShown(found)
        if (found !== null) return browser.tabs.update(page.tab, { active: true })
      }
      return browser.tabs.create({ url: page?.url ?? link.href, windowId: window })
    })
  }
}

/** Where in a page somebody is makes it no other one. */
const apart = (address: string) => address.replace(/#.*/, '')
const sameAddress = (one: string, other: string) => URL.canParse(one) && new URL(one).href === other
