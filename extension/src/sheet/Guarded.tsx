import { Tick } from '@atavus/widget/chat/Tick.tsx'
import type { Guard } from '../share/guards.ts'
import type { Words } from '../words/shape.ts'

interface Props {
  words: Words
  guards: Guard[] | null
  /** Where text of pages would go, if that was not agreed to before. */
  server: string | null
}

/** Why this page is better not shared, with the box without which it is not; and the first time the one for any page. */
export function Guarded({ words: { sheet }, guards, server }: Props) {
  if (!guards) return null
  return (
    <>
      {guards.length > 0 && (
        <div class="guards" role="alert">
          <ul>
            {guards.map(guard => (
              <li key={guard}>{sheet.guards[guard]}</li>
            ))}
          </ul>
          <Tick name="confirm" text={sheet.confirm} required />
        </div>
      )}
      {server && <Tick name="agree" text={sheet.agree(server)} required />}
    </>
  )
}
