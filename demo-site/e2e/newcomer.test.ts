import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { chatOn } from './house/chat.ts'
import { expect, test } from './house/test.ts'

test('a newcomer signs up, makes an assistant, feeds it, pastes its tag, and its visitors are answered', async ({
  page,
  context,
  seen,
  platform,
}) => {
  seen.expect(/status of 401/)
  const name = `newcomer-${process.pid}-${Date.now()}`
  const website = await openWebsite()
  await page.goto(`${platform.url}/sign-up`)
  await page.getByLabel('E-mail').fill(`${name}@bakery.example`)
  await page.getByLabel('Username').fill(name)
  await page.getByLabel(/^Password/).fill('seven loaves before dawn')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page, 'without the age nobody gets in').toHaveURL(/sign-up/)
  await page.getByLabel('I am 18 years old or older.').check()
  await page.getByRole('button', { name: 'Create account' }).click()

  await page.getByRole('link', { name: 'Open the outbox' }).click()
  const mail = page.getByRole('article').filter({ hasText: `${name}@bakery.example` })
  await mail.getByRole('link', { name: '/verify#' }).click()
  await page.getByLabel('Password').fill('seven loaves before dawn')
  await page.getByRole('button', { name: 'Create account' }).click()

  await expect(page.getByRole('heading', { name: 'Put an assistant on your site' })).toBeVisible()
  await page.getByRole('link', { name: 'Conversations' }).click()
  await expect(page.getByRole('heading', { name: 'No conversations yet' })).toBeVisible()
  await page.getByRole('link', { name: 'Assistants' }).click()
  await page.getByRole('link', { name: 'Start with the name' }).click()
  await page.getByLabel('Name of the assistant').fill('Crumb')
  await page.getByLabel('Who is responsible for it').fill('Bakery Seven')
  await page.getByLabel('How visitors reach you').fill('hello@bakery.example')
  await page.getByRole('button', { name: 'Create assistant' }).click()

  await page.getByRole('link', { name: 'Add a document' }).click()
  await page.getByLabel('Title').fill('Opening hours')
  await page.getByLabel('Address of the page').fill(`${website.origin}/hours`)
  await page
    .getByRole('textbox', { name: /^Text/ })
    .fill('# Opening hours\n\nThe bakery opens at 5:40 from Tuesday to Saturday. On Monday it is closed.')
  await page.getByRole('button', { name: 'Add document' }).click()
  await expect(page.getByRole('link', { name: 'Opening hours' })).toBeVisible()
  await expect(page.getByText('No site may use this assistant yet')).toBeVisible()

  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Add a site' }).click()
  await page.getByLabel('Site 1', { exact: true }).fill(`${website.origin}/some/page?of=it`)
  await page.getByLabel('Site 1', { exact: true }).blur()
  await expect(page.getByLabel('Site 1', { exact: true })).toHaveValue(website.origin)
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible()

  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: platform.url })
  await page.getByRole('link', { name: 'Embed' }).click()
  await page.getByRole('button', { name: 'Copy the script tag', exact: true }).click()
  const tag = await page.evaluate(() => navigator.clipboard.readText())
  expect(tag).toMatch(
    /^<script async src="http:\/\/localhost:\d+\/widget\.js" data-key="atv_pk_[\w-]+" data-accent="#[0-9a-f]{6}"><\/script>$/,
  )
  website.paste(tag)

  const visitor = await context.newPage()
  await visitor.goto(website.origin)
  const chat = chatOn(visitor)
  await chat.ask('When do you open?')
  await expect(chat.notice).toContainText('Bakery Seven')
  await chat.agree()
  await chat.answered()
  await expect(chat.answers).toContainText('5:40')
  await expect(chat.answers.locator('.sources a')).toHaveAttribute('href', `${website.origin}/hours`)

  await page.getByRole('link', { name: 'Conversations' }).click()
  await expect(page.getByRole('link', { name: 'When do you open?' })).toBeVisible()
  await signOut(page)
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto(`${platform.url}/conversations`)
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  expect(await context.cookies(platform.url)).toEqual([])
  await page.getByLabel('E-mail or username').fill(name)
  await page.getByLabel('Password').fill('seven loaves before dawn')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page, 'back where they wanted to go').toHaveURL(/\/conversations$/)
  await website.close()
})

async function signOut(page: Page) {
  await page.locator('.account-button').click()
  await page.getByRole('button', { name: 'Sign out' }).click()
}

/** A customer's website of one page, into which a tag can be pasted. */
async function openWebsite() {
  let tag = ''
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="en"><title>Bakery</title><h1>Bakery Seven</h1>${tag}</html>`)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paste: (pasted: string) => {
      tag = pasted
    },
    close: () =>
      new Promise(resolve => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}
