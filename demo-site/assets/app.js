// A small single-page app. Like Turbo it builds a whole new body for each view and puts it in the old one's place,
// so everything that other scripts had hung into the body goes with it.
const parser = new DOMParser()
const shop = fetch('/app/views.json').then(answer => answer.json())

function element(name, attributes, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

function link(path, text) {
  const here = location.pathname === path ? { 'aria-current': 'page' } : {}
  return element('a', { href: path, ...here }, text)
}

function picture({ picture, group }) {
  const drawing = parser.parseFromString(picture, 'image/svg+xml').documentElement
  return element('div', { class: `frame ${group}` }, document.importNode(drawing, true))
}

// Markup of the shop's own pages, rendered by its server.
function written(text) {
  return [...parser.parseFromString(text, 'text/html').body.childNodes]
}

function card(item) {
  return element(
    'li',
    { class: `card ${item.group}` },
    picture(item),
    element('h2', {}, link(item.path, item.title)),
    element('p', {}, item.summary),
    element('p', { class: 'price' }, item.price),
  )
}

function cards(title, items) {
  return {
    title,
    content: [
      element(
        'div',
        { class: 'wide' },
        element('h1', {}, title),
        element('ul', { class: 'cards' }, ...items.map(card)),
      ),
    ],
  }
}

function view(path, { groups, items, pages }) {
  const group = Object.keys(groups).find(name => path === `/app/${name}`)
  if (group) {
    const own = items.filter(item => item.group === group)
    return cards(groups[group], own)
  }
  const item = items.find(one => one.path === path)
  if (item) {
    const text = element('div', { class: 'buy' }, ...written(item.text))
    return {
      title: item.title,
      content: [element('article', { class: 'wide product' }, picture(item), text)],
    }
  }
  const page = pages.find(one => one.path === path)
  if (page)
    return { title: page.title, content: [element('article', { class: 'narrow' }, ...written(page.text))] }
  return cards('The shop as an app', items)
}

function bodyOf({ content }, { groups, pages }) {
  const places = [
    ...Object.entries(groups).map(([name, title]) => link(`/app/${name}`, title)),
    ...pages.map(page => link(page.path, page.title)),
  ]
  const menu = element('ul', {}, ...places.map(place => element('li', {}, place)))
  return element(
    'body',
    {},
    element('a', { class: 'skip', href: '#content' }, 'Skip to content'),
    element(
      'header',
      { class: 'top' },
      element('a', { class: 'brand', href: '/app' }, 'Fennel & Fjord'),
      element('nav', { 'aria-label': 'Main menu' }, menu),
      element('div', { class: 'tools' }, link('/en', 'Leave the app')),
    ),
    element('main', { id: 'content', tabindex: '-1' }, ...content),
    element('footer', { class: 'foot' }, element('p', { class: 'fine' }, link('/try', 'Other pages to try'))),
  )
}

async function draw(moved) {
  const data = await shop
  const next = view(location.pathname, data)
  document.title = `${next.title} – Fennel & Fjord`
  document.documentElement.replaceChild(bodyOf(next, data), document.body)
  if (!moved) return
  scrollTo(0, 0)
  document.querySelector('main').focus()
}

document.addEventListener('click', event => {
  const anchor = event.target.closest?.('a[href^="/app"]')
  if (!anchor || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey)
    return
  event.preventDefault()
  history.pushState(null, '', anchor.getAttribute('href'))
  draw(true)
})
addEventListener('popstate', () => {
  if (location.pathname.startsWith('/app')) draw(true)
})
draw(false)
