import { expect, tabOf, test } from './house/test.ts'

test('a page finds nothing of us, whatever it tries', async ({ chromium, site, entered }) => {
  const panel = await entered()
  await expect(panel.page.getByText('With your question')).toBeVisible()
  const page = tabOf(chromium, site)
  const found = await page.evaluate(async id => {
    const reach = (path: string) =>
      fetch(`chrome-extension://${id}/${path}`).then(
        () => true,
        () => false,
      )
    const files = await Promise.all(
      ['manifest.json', 'src/panel/panel.html', 'icons/16.png', 'src/page/injected.js'].map(reach),
    )
    const runtime = Reflect.get(window, 'chrome')?.runtime
    window.postMessage({ atavus: 'read' }, '*')
    document.dispatchEvent(new CustomEvent('atavus', { detail: 'read' }))
    await new Promise(resolve => setTimeout(resolve, 300))
    return {
      files,
      runtime: typeof runtime?.sendMessage,
      ours: Object.keys(window).filter(key => /atavus/i.test(key)),
      heard: Reflect.get(window, 'messages'),
      markup: /atavus|chrome-extension/i.test(document.documentElement.outerHTML),
    }
  }, chromium.id)
  expect(found).toEqual({
    files: [false, false, false, false],
    runtime: 'undefined',
    ours: [],
    heard: [{ atavus: 'read' }],
    markup: false,
  })
})

test('signing out forgets everything', async ({ chromium, server, entered }) => {
  const panel = await entered()
  await panel.field.fill('A draft')
  await panel.button('Settings').click()
  await panel.button('Sign out').click()
  await panel.page.locator('form.confirm').getByRole('button', { name: 'Sign out' }).click()
  await expect(panel.button('Sign in')).toBeVisible()
  const left = await chromium.inWorker<string>(
    'Promise.all([chrome.storage.local.get(), chrome.storage.session.get()]).then(all => JSON.stringify(all))',
  )
  for (const gone of ['nora', 'refresh', 'access', 'draft', 'Helper']) expect(left).not.toContain(gone)
  expect(server.calls.some(({ path }) => path === '/v1/devices/end')).toBe(true)
})

test('what runs in a tab for us cannot look at what is kept here', async ({ chromium, entered }) => {
  await entered()
  const heard =
    await chromium.inWorker<unknown>(`chrome.tabs.query({ active: true }).then(async ([{ id }]) => {
    const look = async area => {
      try {
        return Object.keys(await chrome.storage[area].get())
      } catch (error) {
        return 'closed'
      }
    }
    const seen = []
    for (const area of ['local', 'session'])
      seen.push((await chrome.scripting.executeScript({ target: { tabId: id }, func: look, args: [area] }))[0].result)
    return seen
  })`)
  expect(heard).toEqual(['closed', 'closed'])
})
