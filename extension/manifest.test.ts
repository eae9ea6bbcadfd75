import { expect, test } from 'vitest'
import { manifestFor, targets } from './manifest.ts'

const permissions = ['activeTab', 'contextMenus', 'scripting', 'storage']

test.each(targets)('%s is asked for the least', target => {
  const manifest: Record<string, unknown> = manifestFor(target)
  const asked = target === 'firefox' ? permissions : [...permissions, 'sidePanel'].sort()
  expect([...(manifest.permissions as string[])].sort()).toEqual(asked)
  expect(manifest.optional_host_permissions).toEqual(['https://*/*', 'http://*/*'])
  for (const key of [
    'host_permissions',
    'content_scripts',
    'web_accessible_resources',
    'externally_connectable',
  ])
    expect(manifest, key).not.toHaveProperty(key)
})

test.each(targets)('in %s only our own scripts run, and only servers are asked', target => {
  expect(manifestFor(target).content_security_policy).toEqual({
    extension_pages:
      "script-src 'self'; object-src 'none'; connect-src https: http://localhost:* http://127.0.0.1:*",
  })
})

test.each(targets)(
  'in %s a click on the icon is ours, and four keys open, ask, summarize and stop',
  target => {
    const { action, commands, manifest_version } = manifestFor(target)
    expect(manifest_version).toBe(3)
    expect(action).not.toHaveProperty('default_popup')
    expect(Object.keys(commands)).toEqual(['_execute_action', 'selection', 'summarize', 'stop'])
  },
)

test('Firefox is told what is collected: nothing of pages before a yes', () => {
  expect(manifestFor('firefox')).toMatchObject({
    browser_specific_settings: {
      gecko: {
        id: expect.stringMatching(/^[\w.-]+@[\w.-]+$/),
        data_collection_permissions: {
          required: ['personalCommunications', 'authenticationInfo'],
          optional: ['websiteContent'],
        },
      },
    },
  })
})

test.each(['chrome', 'edge'] as const)('in %s a private window shares nothing with the others', target => {
  expect(manifestFor(target)).toMatchObject({ incognito: 'split' })
})
