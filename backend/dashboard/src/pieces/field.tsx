import type { ComponentChildren, ComponentProps } from 'preact'
import { useId } from 'preact/hooks'
import { namesField } from '../lib/problem.ts'
import { words } from '../words/words.ts'

interface Frame {
  label: string
  hint?: ComponentChildren
  /** Shown under the field; a refusal that names the field shows a general word. */
  problem?: string | undefined
  error?: unknown
  name: string
  optional?: boolean
}

interface Described {
  id: string
  name: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
}

/** Label, hint and problem around a control; the control gets the ids that tie them together. */
export function Field({
  children,
  ...frame
}: Frame & { children: (control: Described) => ComponentChildren }) {
  const id = useId()
  const problem = frame.problem ?? (namesField(frame.error, frame.name) ? words.checkField : undefined)
  const described = [frame.hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={id}>
        {frame.label}
        {frame.optional && <span class="quiet"> ({words.optional})</span>}
      </label>
      {children({
        id,
        name: frame.name,
        ...(described && { 'aria-describedby': described }),
        ...(problem && { 'aria-invalid': true }),
      })}
      {frame.hint && (
        <p class="hint" id={`${id}-hint`}>
          {frame.hint}
        </p>
      )}
      {problem && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  )
}

type InputProps = Frame & {
  type?: 'text' | 'email' | 'password' | 'url'
  value?: string
  required?: boolean
  minLength?: number
  maxLength?: number
  pattern?: string
  /** Said by the browser when `pattern` does not fit. */
  title?: string
  autocomplete?: string
  inputMode?: 'email' | 'url' | 'numeric' | 'text'
  spellcheck?: boolean
}

/** One line of text. */
export function TextField({ value, ...props }: InputProps) {
  const { label, hint, problem, error, name, optional, ...input } = props
  return (
    <Field {...{ label, hint, problem, error, name, ...(optional && { optional }) }}>
      {control => {
        // Preact has a type of its own for each `type`; which it is shows only when the field is drawn.
        const attributes = { ...control, ...input, defaultValue: value ?? '' } as ComponentProps<'input'>
        return <input {...attributes} />
      }}
    </Field>
  )
}

type AreaProps = Frame & {
  value?: string
  rows?: number
  required?: boolean
  maxLength?: number
  class?: string
  /** Told the text as it is written. */
  onText?: (text: string) => void
}

/** Several lines of text. */
export function AreaField({ value, onText, ...props }: AreaProps) {
  const { label, hint, problem, error, name, optional, ...area } = props
  return (
    <Field {...{ label, hint, problem, error, name, ...(optional && { optional }) }}>
      {control => (
        <textarea
          rows={3}
          {...control}
          {...area}
          defaultValue={value ?? ''}
          onInput={onText && (event => onText(event.currentTarget.value))}
        />
      )}
    </Field>
  )
}

interface CheckProps {
  name: string
  /** What is sent when it is ticked; "on" unless it is one of several. */
  value?: string
  label: ComponentChildren
  hint?: string
  checked?: boolean
  required?: boolean
  disabled?: boolean
}

/** A box to tick. */
export function CheckField({ name, value, label, hint, checked, required, disabled }: CheckProps) {
  const id = useId()
  return (
    <div class="check">
      <input
        type="checkbox"
        id={id}
        name={name}
        {...(value !== undefined && { value })}
        defaultChecked={checked ?? false}
        required={required ?? false}
        disabled={disabled ?? false}
        {...(hint && { 'aria-describedby': `${id}-hint` })}
      />
      <div>
        <label for={id}>{label}</label>
        {hint && (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}
