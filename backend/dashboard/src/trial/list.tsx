import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { Heading } from '../pieces/heading.tsx'
import { Await, Empty } from '../pieces/states.tsx'
import { words } from '../words/words.ts'

/** The assistants that one may chat with. */
export function TriedAssistants() {
  const { state, again } = useLoad(signal => call('triedAssistants', { signal }), [])
  return (
    <>
      <Heading title={words.trial.title} />
      <p class="lead">{words.trial.text}</p>
      <Await state={state} again={again}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty {...words.trial.empty} />
          ) : (
            <ul class="cards">
              {items.map(({ id, name, greeting, accent }) => (
                <li key={id}>
                  <article class="card assistant-card">
                    <header>
                      <span class="swatch" style={{ backgroundColor: accent }} />
                      <h2>
                        <a class="cover" href={`/chat/${id}`}>
                          <bdi>{name}</bdi>
                        </a>
                      </h2>
                    </header>
                    {greeting && <p class="quiet">{greeting}</p>}
                  </article>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </>
  )
}
