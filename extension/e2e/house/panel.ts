import { expect, type Locator, type Page } from '@playwright/test'

/** The panel as somebody who uses it finds its parts. */
export interface Panel {
  page: Page
  field: Locator
  answers: Locator
  sheet: Locator
  button(name: string | RegExp): Locator
  /** Agrees to the first page and signs in at a server; the yes on its page is somebody else's. */
  enter(server: string): Promise<void>
  ask(text: string): Promise<void>
  answered(): Promise<void>
}

export function panelOn(page: Page): Panel {
  const panel: Panel = {
    page,
    field: page.locator('textarea'),
    answers: page.locator('li.answer'),
    sheet: page.locator('form.sheet'),
    button: name => page.getByRole('button', { name, exact: typeof name === 'string' }),
    async enter(server) {
      await page.getByLabel('I understand and agree').check()
      await panel.button('Continue').click()
      await page.getByLabel('Server').fill(server)
      await panel.button('Sign in').click()
    },
    async ask(text) {
      await panel.field.fill(text)
      await panel.field.press('Enter')
    },
    answered: () => expect(panel.answers.last()).toHaveAttribute('aria-busy', 'false'),
  }
  return panel
}

/** Has the panel speak a language: not every machine's browser has every one. */
export async function speaking(page: Page, language: string): Promise<void> {
  await page.addInitScript(language => {
    const { i18n } = Reflect.get(globalThis, 'chrome')
    Reflect.set(i18n, 'getUILanguage', () => language)
  }, language)
  await page.reload()
}
