import type { Shelf } from './shelf.ts'

/**
 * A shelf in the extension's own database. What runs in a tab has the tab's databases and not ours, so it cannot look in
 * here, whatever the browser lets it see of `storage`.
 */
export function vault(factory: IDBFactory = indexedDB): Shelf {
  async function within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>) {
    const database = await opened(factory)
    try {
      const transaction = database.transaction(table, mode)
      const ended = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve()
        transaction.onabort = () => reject(transaction.error)
      })
      const request = act(transaction.objectStore(table))
      await ended
      return request.result
    } finally {
      database.close()
    }
  }
  return {
    get: name => within<unknown>('readonly', store => store.get(name)),
    put: async (name, value) => void (await within('readwrite', store => store.put(value, name))),
    drop: async (...names) => {
      for (const name of names) await within('readwrite', store => store.delete(name))
    },
    names: async () => (await within('readonly', store => store.getAllKeys())).map(String),
  }
}

const table = 'things'

function opened(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open('atavus', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(table)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
