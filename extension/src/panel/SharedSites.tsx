import { day } from '@atavus/widget/chat/words/words.ts'
import { codeOf } from '@atavus/widget/client/problem.ts'
import { useEffect, useState } from 'preact/hooks'
import type { SharedSite } from '../own/checked.ts'
import type { Own } from '../own/own.ts'
import { forgetSite } from '../talk/forget.ts'
import type { Talk } from '../talk/talk.ts'
import type { Ground } from './ground.ts'

interface Props {
  ground: Ground
  own: Own
  device: string
  talk: Talk | null
}

/** What of which site lies at the server, with its deletion there. */
export function SharedSites({ ground: { house, words, chat }, own, device, talk }: Props) {
  const { settings } = words
  const [sites, setSites] = useState<SharedSite[] | null>(null)
  const [problem, setProblem] = useState('')
  const failed = (error: unknown) => setProblem(chat.codes[codeOf(error)] ?? words.failed)
  useEffect(() => {
    own.sites().then(setSites, failed)
  }, [])
  async function remove(origin: string) {
    try {
      const held = await own.deleteSite(origin)
      talk?.forget(origin)
      await forgetSite(house.memory, device, origin)
      setSites(held ? await own.sites() : before => (before ?? []).filter(site => site.origin !== origin))
      setProblem(held ? words.history.held(held) : '')
    } catch (error) {
      failed(error)
    }
  }
  const number = new Intl.NumberFormat(words.language)
  return (
    <section>
      <h3>{settings.sites}</h3>
      <p class="part">{sites?.length === 0 ? settings.noSites : settings.sitesHint}</p>
      <ul>
        {sites?.map(({ origin, times, characters, lastAt }) => (
          <li key={origin} class="entry">
            <span class="of">
              <span class="name" dir="ltr">
                {origin}
              </span>
              <span class="part">
                {settings.site(times, number.format(characters), day(lastAt, words.language))}
              </span>
            </span>
            <button type="button" class="small danger" onClick={() => remove(origin)}>
              {settings.removeSite}
            </button>
          </li>
        ))}
      </ul>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  )
}
