import { readFileSync } from 'node:fs'

export const targets = ['chrome', 'edge', 'firefox'] as const
export type Target = (typeof targets)[number]

/** Pixels along a side. */
export const iconSizes = [16, 32, 48, 128]
export const panelPage = 'src/panel/panel.html'
/** Firefox knows the extension by it; it stays the same for good. */
export const geckoId = 'extension@atavus.example'

/** Of a release, the same for all browsers. */
export const { version }: { version: string } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
)
const icons = Object.fromEntries(iconSizes.map(size => [size, `icons/${size}.png`]))
const message = (name: string) => `__MSG_${name}__`

/**
 * What a browser is told of us. No host is asked for: a click on the icon, a menu or a key opens the one page for us
 * (`activeTab`). Nothing runs in pages by itself, and no page can tell that we are here.
 */
export function manifestFor(target: Target) {
  return {
    manifest_version: 3,
    name: message('name'),
    description: message('description'),
    version,
    default_locale: 'en',
    icons,
    action: { default_title: message('open'), default_icon: icons },
    // Letters that no browser keeps for itself: Chromium gives an act no key at all rather than one of its own.
    commands: {
      _execute_action: key('Alt+Shift+O'),
      selection: { ...key('Alt+Shift+S'), description: message('selection') },
      summarize: { ...key('Alt+Shift+U'), description: message('summarize') },
      stop: { ...key('Alt+Shift+H'), description: message('stop') },
    },
    permissions: ['activeTab', 'scripting', 'storage', 'contextMenus'],
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    content_security_policy: {
      extension_pages:
        "script-src 'self'; object-src 'none'; connect-src https: http://localhost:* http://127.0.0.1:*",
    },
    ...(target === 'firefox' ? firefox : chromium),
  }
}

function key(suggested: string) {
  return { suggested_key: { default: suggested } }
}

const worker = 'src/worker/worker.ts'

const chromium = {
  // Older ones do not tell what can be seen of a page.
  minimum_chrome_version: '121',
  permissions: ['activeTab', 'scripting', 'storage', 'contextMenus', 'sidePanel'],
  background: { service_worker: worker, type: 'module' },
  side_panel: { default_path: panelPage },
  // A private window has a worker and a memory of its own.
  incognito: 'split',
  storage: { managed_schema: 'managed.json' },
}

const firefox = {
  background: { scripts: [worker], type: 'module' },
  sidebar_action: {
    default_panel: panelPage,
    default_title: message('name'),
    default_icon: icons,
    open_at_install: false,
  },
  browser_specific_settings: {
    gecko: {
      id: geckoId,
      strict_min_version: '142.0',
      // What is said goes to the server, and who signs in is known there. Of pages nothing is, until a yes.
      data_collection_permissions: {
        required: ['personalCommunications', 'authenticationInfo'],
        optional: ['websiteContent'],
      },
    },
  },
}
