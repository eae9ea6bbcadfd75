import { useState } from 'preact/hooks'
import { Field } from '../../pieces/field.tsx'
import { fill, language, words } from '../../words/words.ts'
import { legibility } from '../contrast.ts'

const shape = /^#[0-9a-f]{6}$/i

/** A colour, picked or typed, with a sample of the button and how well it reads. */
export function AccentField({ accent, error }: { accent: string; error: unknown }) {
  const [typed, setTyped] = useState(accent)
  const colour = shape.test(typed) ? typed : accent
  const { ink } = legibility(colour)
  const change = (event: { currentTarget: HTMLInputElement }) => setTyped(event.currentTarget.value)
  return (
    <>
      <Field
        name="accent"
        label={words.settings.accent}
        hint={words.settings.accentHint}
        error={error}
        problem={shape.test(typed) ? undefined : words.settings.accentInvalid}
      >
        {control => (
          <div class="accent">
            <input
              type="color"
              aria-label={words.settings.accent}
              aria-describedby={control['aria-describedby']}
              value={colour}
              onInput={change}
            />
            <input
              {...control}
              aria-label={words.settings.accentHex}
              value={typed}
              onInput={change}
              pattern="#[0-9a-fA-F]{6}"
              title={words.settings.accentInvalid}
              maxLength={7}
              size={9}
              spellcheck={false}
              autocomplete="off"
              required
            />
            <span class="accent-sample" style={{ backgroundColor: colour, color: ink }}>
              {words.settings.accentSample}
            </span>
          </div>
        )}
      </Field>
      <Verdict colour={colour} />
    </>
  )
}

function Verdict({ colour }: { colour: string }) {
  const { ink, ratio, faint } = legibility(colour)
  const rounded = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(
    Math.floor(ratio * 10) / 10,
  )
  return (
    <p class="hint accent-verdict" role="status">
      {fill(words.settings.accentRatio, {
        ratio: rounded,
        ink: ink === '#ffffff' ? words.settings.accentWhite : words.settings.accentBlack,
      })}{' '}
      {faint ? words.settings.accentFaint : words.settings.accentGood}
    </p>
  )
}
