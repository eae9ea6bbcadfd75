import { openFirefox } from './house/firefox.ts'
import { expect, places as test } from './house/test.ts'

test('what an administrator has set holds: the server, and the sites that are left alone', async ({
  server,
  site,
}) => {
  const firefox = await openFirefox({ managed: { server: server.url, blocked: ['localhost'] } })
  try {
    await firefox.visit(`${site.url}/order`)
    await firefox.press()
    await firefox.until(`all('[name=agree]').length`)
    await firefox.inPanel(`void all('[name=agree]')[0].click()`)
    await firefox.click('Continue')
    await firefox.until(`all('[name=server]')[0]?.readOnly`)
    expect(await firefox.inPanel(`all('[name=server]')[0].value`)).toBe(server.url)
    await firefox.until(`panel.textContent.includes('Set by whoever looks after this browser.')`)
    // Whatever is done to the field.
    await firefox.inPanel(`void (all('[name=server]')[0].value = 'https://other.example')`)
    await firefox.click('Sign in')
    await firefox.until(`all('textarea').length`)
    await firefox.fill('textarea', 'What is this?')
    await firefox.click('Send')
    await firefox.until(
      `panel.textContent.includes('Whoever looks after this browser has blocked this site.')`,
    )
    await firefox.until(`all('.guards input').length`)
    await firefox.click('Cancel')
    await firefox.click('Settings')
    await firefox.until(`panel.textContent.includes('set by whoever looks after this browser')`)
    expect(
      await firefox.inPanel(
        `all('li.entry').find(one => one.textContent.includes('localhost')).querySelectorAll('button').length`,
      ),
    ).toBe(0)
  } finally {
    await firefox.close()
  }
})
