import { Meter } from '../../pieces/meter.tsx'
import { words } from '../../words/words.ts'
import { NumberField } from './number.tsx'
import type { FieldsProps } from './props.ts'

export function BudgetFields({ assistant, error }: FieldsProps) {
  const { today, messagesPerDay, tokensPerDay, inputTokens, answerTokens, answersAtOnce } = assistant
  return (
    <>
      <div class="pair">
        <NumberField
          name="messagesPerDay"
          label={words.settings.messagesPerDay}
          value={messagesPerDay}
          least={0}
          most={1_000_000}
          error={error}
        />
        <NumberField
          name="tokensPerDay"
          label={words.settings.tokensPerDay}
          hint={words.settings.tokensHint}
          value={tokensPerDay}
          least={0}
          most={1_000_000_000}
          error={error}
        />
      </div>
      <div class="meters">
        <Meter phrase={words.assistants.messagesOf} used={today.messages} budget={messagesPerDay} />
        <Meter phrase={words.assistants.tokensOf} used={today.tokens} budget={tokensPerDay} />
      </div>
      <div class="pair">
        <NumberField
          name="inputTokens"
          label={words.settings.inputTokens}
          hint={words.settings.inputTokensHint}
          value={inputTokens}
          least={1000}
          most={100_000}
          error={error}
        />
        <NumberField
          name="answerTokens"
          label={words.settings.answerTokens}
          hint={words.settings.answerTokensHint}
          value={answerTokens}
          least={64}
          most={8192}
          error={error}
        />
        <NumberField
          name="answersAtOnce"
          label={words.settings.answersAtOnce}
          hint={words.settings.answersAtOnceHint}
          value={answersAtOnce}
          least={1}
          most={1000}
          error={error}
        />
      </div>
    </>
  )
}
