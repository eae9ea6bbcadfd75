interface Props {
  name: string
  text: string
  required?: boolean
  checked?: boolean
}

/** A box to tick, with its words. */
export function Tick({ name, text, required = false, checked = false }: Props) {
  return (
    <label class="tick">
      <input type="checkbox" name={name} required={required} defaultChecked={checked} />
      <span>{text}</span>
    </label>
  )
}
