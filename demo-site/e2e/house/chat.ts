import { expect, type Locator, type Page } from '@playwright/test'

/** The chat on a page, as somebody who uses it finds its parts. */
export interface Chat {
  host: Locator
  bubble: Locator
  panel: Locator
  field: Locator
  notice: Locator
  questions: Locator
  answers: Locator
  open(): Promise<void>
  /** Opens the chat if need be, types and presses Enter. */
  ask(text: string): Promise<void>
  /** States the age and agrees. */
  agree(wish?: { history?: boolean }): Promise<void>
  /** Asks, agrees, and waits for the answer's end. */
  converse(text: string): Promise<void>
  /** Waits until the last answer has come to its end. */
  answered(): Promise<void>
  button(name: string): Locator
}

export function chatOn(page: Page): Chat {
  const host = page.locator('atavus-chat')
  const panel = host.getByRole('dialog')
  const notice = panel.locator('form.notice')
  const answers = panel.locator('li.answer')
  const field = panel.locator('textarea')
  const chat: Chat = {
    host,
    bubble: host.locator('.launcher'),
    panel,
    field,
    notice,
    questions: panel.locator('li.question'),
    answers,
    open: async () => {
      await chat.bubble.click()
      await expect(field).toBeVisible()
    },
    ask: async text => {
      if (!(await panel.isVisible())) await chat.open()
      await field.fill(text)
      await field.press('Enter')
    },
    agree: async ({ history = false } = {}) => {
      await notice.locator('[name=adult]').check()
      if (history) await notice.locator('[name=history]').check()
      await notice.locator('button:not([type=button])').click()
    },
    converse: async text => {
      await chat.ask(text)
      await chat.agree()
      await chat.answered()
    },
    answered: async () => {
      await expect(answers.last()).toHaveAttribute('aria-busy', 'false')
    },
    button: name => panel.getByRole('button', { name, exact: true }),
  }
  return chat
}

/** The words of an answer. */
export async function wordsOf(answer: Locator): Promise<string> {
  return (await answer.locator('.markdown').textContent()) ?? ''
}
