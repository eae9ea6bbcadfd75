import { fromDocument } from './page.ts'

/** A page that takes us out again and again is left alone after so many times. */
const patience = 50

/**
 * Makes the one element that stands in the page. It holds a shadow root with a layer that the browser lifts above
 * the whole page, so that neither the page's styles nor its stacking reach what is drawn in it.
 */
export function makeHost(css: string, name: string) {
  const host = document.createElement('atavus-chat')
  // Only `!important` on the element itself stands against `!important` in the page's style sheets.
  const look =
    'all:initial;display:block;position:fixed;inset:auto 0 0 auto;width:0;height:0;z-index:2147483647;'
  host.style.cssText = look.replaceAll(';', '!important;')

  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]

  const layer = document.createElement('section')
  layer.className = 'layer'
  layer.setAttribute('aria-label', name)
  layer.setAttribute('popover', 'manual')
  root.append(layer)
  keepToOurselves(root)
  keepAttached(host, layer)
  return { root, layer }
}

/** Puts the element into the body, and back when the body is swapped or emptied. */
function keepAttached(host: HTMLElement, layer: HTMLElement) {
  let times = 0
  const attach = () => {
    const body = fromDocument<HTMLElement>('body')
    if (!body || host.parentNode === body || times++ > patience) return
    body.append(host)
    watcher.observe(body, { childList: true })
    try {
      layer.showPopover()
    } catch {
      // An older browser: the highest z-index has to do.
    }
  }
  const watcher = new MutationObserver(attach)
  const html = fromDocument<HTMLElement>('documentElement')
  if (html) watcher.observe(html, { childList: true })
  attach()
}

/** What happens inside is not the page's: its shortcuts, focus traps and scroll effects do not see it. */
function keepToOurselves(root: ShadowRoot) {
  const own =
    'keydown keypress keyup beforeinput input paste copy cut focusin focusout wheel touchstart touchmove'
  for (const type of own.split(' '))
    root.addEventListener(type, event => event.stopPropagation(), { passive: true })
}
