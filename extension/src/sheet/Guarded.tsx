import { Tick } from '@atavus/widget/chat/Tick.tsx'
import type { Guard } from '../share/guards.ts'
import type { Words } from '../words/shape.ts'

/** Why a page is better not shared, with the box without which it is not. */
export function Guarded({ words: { sheet }, guards, name }: { words: Words; guards: Guard[]; name: string }) {
  if (guards.length === 0) return null
  return (
    <div class="guards" role="alert">
      <ul>
        {guards.map(guard => (
          <li key={guard}>{sheet.guards[guard]}</li>
        ))}
      </ul>
      <Tick name={name} text={sheet.confirm} required />
    </div>
  )
}
