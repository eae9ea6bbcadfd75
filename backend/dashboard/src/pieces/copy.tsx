import { useState } from 'preact/hooks'
import { words } from '../words/words.ts'
import { Icon } from './icon.tsx'

/** A piece of code with a button that copies it. `label` says what is copied. */
export function CodeToCopy({ code, label }: { code: string; label: string }) {
  return (
    <div class="code">
      <pre>
        <code>{code}</code>
      </pre>
      <CopyButton text={code} label={label} />
    </div>
  )
}

/** Puts a text on the clipboard; that it is there is seen and read out. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false)

  async function copy() {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }

  return (
    <>
      <button type="button" class="button small" aria-label={label} onClick={copy}>
        <Icon name={copied ? 'done' : 'copy'} />
        {copied ? words.copied : words.copy}
      </button>
      <span class="unseen" role="status">
        {copied ? words.copied : ''}
      </span>
    </>
  )
}
