import { words } from '../words/words.ts'

/** What a newcomer finds instead of a list: three steps, of which the first is one click away. */
export function FirstSteps() {
  const { title, lead, steps, start } = words.assistants.first
  return (
    <section class="first card">
      <h2>{title}</h2>
      <p class="lead">{lead}</p>
      <ol class="steps">
        {steps.map(step => (
          <li key={step.title}>
            <h3>{step.title}</h3>
            <p>{step.text}</p>
          </li>
        ))}
      </ol>
      <a class="button primary" href="/assistants/new">
        {start}
      </a>
    </section>
  )
}
