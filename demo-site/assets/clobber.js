// What careless scripts leave behind on a page: a wrapped fetch and prototypes with more in them than they came with.
window.fetchBefore = window.fetch
window.fetch = function counted(...request) {
  window.fetchesCounted = (window.fetchesCounted ?? 0) + 1
  return window.fetchBefore.apply(window, request)
}

// Enumerable on purpose: `for … in` over a list meets them.
Array.prototype.first = function first() {
  return this[0]
}
Array.prototype.last = function last() {
  return this[this.length - 1]
}
for (const [name, value] of [
  ['polluted', 'polluted'],
  ['accent', 'red'],
])
  Object.defineProperty(Object.prototype, name, {
    configurable: true,
    enumerable: false,
    get: () => value,
    set(own) {
      Object.defineProperty(this, name, { value: own, configurable: true, enumerable: true, writable: true })
    },
  })
