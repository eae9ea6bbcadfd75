import { type Panel, panelOn } from './house/panel.ts'
import { expect, tabOf, test } from './house/test.ts'

/** Signs in with a further account. */
async function add(panel: Panel) {
  await panel.button('Settings').click()
  await panel.button('Add an account').click()
  await panel.button('Sign in').click()
  await expect(panel.field).toBeVisible()
}
/** Goes to the other account. */
async function change(panel: Panel) {
  await panel.button('Settings').click()
  await panel.button('Use this account').click()
  await expect(panel.field).toBeVisible()
}
const keptHere =
  'Promise.all([chrome.storage.local.get(), chrome.storage.session.get()]).then(all => JSON.stringify(all))'

test('two accounts have each their own, and signing out of one forgets that one alone', async ({
  chromium,
  server,
  entered,
}) => {
  const panel = await entered()
  await panel.button('Without the page').click()
  server.answer = { words: ['For Nora.'], everyMs: 5 }
  await panel.ask('Who am I?')
  await panel.answered()
  await panel.field.fill('Nora’s draft')
  server.who = 'otto'
  await add(panel)
  await expect(panel.answers).toHaveCount(0)
  await expect(panel.field).toHaveValue('')
  await panel.field.fill('Otto’s draft')
  await change(panel)
  await expect(panel.field).toHaveValue('Nora’s draft')
  await expect(panel.answers).toContainText('For Nora.')
  await change(panel)
  await expect(panel.field).toHaveValue('Otto’s draft')

  // The one that is not in use: the list is to know at once.
  await panel.button('Settings').click()
  const nora = panel.page.locator('li').filter({ hasText: 'nora@site.example' })
  await nora.getByRole('button', { name: 'Sign out' }).click()
  await panel.page.locator('form.confirm').getByRole('button', { name: 'Sign out' }).click()
  await expect(nora).toHaveCount(0)
  const left = await chromium.inWorker<string>(keptHere)
  expect(left).toContain('Otto’s draft')
  for (const gone of ['Nora’s draft', 'nora', '000f1']) expect(left).not.toContain(gone)
  await panel.button('Back').click()
  await expect(panel.field).toHaveValue('Otto’s draft')
})

test('signing out in one window shows the way in to the other, and nothing is left of what was made here', async ({
  chromium,
  site,
  entered,
}) => {
  const first = await entered()
  await first.button('Without the page').click()
  await first.ask('A secret question')
  await first.answered()
  await chromium.press(await chromium.visitApart(`${site.url}/fields`))
  const [here, there] = (await chromium.panels(2)).map(panelOn)
  if (!here || !there) throw new Error('fewer than two panels')
  for (const { page } of [here, there])
    await expect(page.getByText('A secret question').first()).toBeVisible()
  await there.field.fill('Something private')
  await here.button('Settings').click()
  await here.page.getByLabel('Host name').fill('my-clinic.example')
  await here.page.getByLabel('Host name').press('Enter')
  await expect(here.page.getByText('my-clinic.example')).toBeVisible()
  await here.button('Sign out').click()
  await here.page.locator('form.confirm').getByRole('button', { name: 'Sign out' }).click()
  for (const panel of [here, there]) await expect(panel.button('Sign in')).toBeVisible()
  await expect(there.page.getByText('You are signed out here. Please sign in again.')).toBeVisible()
  expect(await chromium.inWorker(keptHere)).not.toMatch(/secret|private|clinic|nora|000f1/)
})

test('a browser that was ended while the panel was closed is told so, with another account at hand', async ({
  chromium,
  server,
  site,
  entered,
}) => {
  const panel = await entered()
  server.who = 'otto'
  await add(panel)
  await panel.field.fill('Otto’s draft')
  await chromium.closePanel()
  server.ended.push('otto')
  await chromium.press(tabOf(chromium, site))
  const again = panelOn(await chromium.panel())
  await expect(again.page.getByText('You are signed out here. Please sign in again.')).toBeVisible()
  expect(await chromium.inWorker(keptHere)).not.toContain('otto')
  await again.button('Cancel').click()
  await expect(again.field).toHaveValue('')
  await again.button('Settings').click()
  await expect(again.page.getByText('nora@site.example')).toBeVisible()
})

test('what a sign-in may come to is said in words, and there is a next step', async ({
  chromium,
  server,
  site,
}) => {
  await chromium.press(await chromium.visit(`${site.url}/order`))
  const panel = panelOn(await chromium.panel())
  const { page } = panel
  const begin = async (address: string) => {
    await page.getByLabel('Server').fill(address)
    await panel.button('Sign in').click()
  }
  await panel.enter('http://plain.example')
  await expect(page.getByText('This is not an https address.')).toBeVisible()
  await begin('http://127.0.0.1:9')
  await expect(page.getByText('The server could not be reached.')).toBeVisible()
  // Somebody's site, and no server of ours.
  await begin(site.url)
  await expect(page.locator('.problem')).toHaveText(/\w/)
  for (const [code, said] of [
    ['refused_by_user', 'You said no on the page.'],
    ['link_invalid', 'This sign-in is over. Please begin again.'],
  ] as const) {
    server.allowed = code
    await begin(server.url)
    await expect(page.getByText(said)).toBeVisible()
  }
  server.allowed = false
  await begin(server.url)
  await expect(page.getByText('Waiting for your yes on the page')).toBeVisible()
  await panel.button('Cancel').click()
  await expect(page.getByLabel('Server'), 'the last one is offered again').toHaveValue(server.url)
  await panel.button('Sign in').click()
  // Closed in the middle, it goes on.
  await expect(page.getByText('KXTR-4821')).toBeVisible()
  await chromium.closePanel()
  await chromium.press(tabOf(chromium, site))
  const again = panelOn(await chromium.panel())
  await expect(again.page.getByText('KXTR-4821')).toBeVisible()
  server.allowed = true
  await expect(again.field).toBeVisible()
})
