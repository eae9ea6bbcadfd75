import { z } from 'zod'
import type { Books } from './books.ts'
import type { Form } from './form.ts'
import { expanded } from './lists.ts'
import { checked, expand } from './parameters.ts'

/** One operation of the API: reads the parameters (or throws), then does the work and gives the answer. */
export interface Route {
  method: string
  /** The path, with `:id` where the id stands. */
  path: string
  /** Reads the parameters strictly; what it gives does the work. */
  prepare: (form: Form) => (books: Books, id: string) => unknown
}

/** Makes an operation of its parameters' rules and of what it does; `expand` belongs to every operation. */
export function route<const Rules extends z.ZodRawShape>(
  method: string,
  path: string,
  rules: Rules,
  act: (books: Books, parameters: z.output<z.ZodObject<Rules>>, id: string) => unknown,
): Route {
  const shape = z.strictObject({ ...rules, ...expand })
  return {
    method,
    path,
    prepare: form => {
      const { expand: paths, ...parameters } = checked(shape, form) as { expand?: string[] }
      return (books, id) => expanded(books, act(books, parameters as z.output<z.ZodObject<Rules>>, id), paths)
    },
  }
}

/** The operation of a path and its id. */
export function match(routes: Route[], method: string, path: string): { route: Route; id: string } | null {
  for (const route of routes) {
    if (route.method !== method) continue
    const [found, id = ''] = path.match(patternOf(route.path)) ?? []
    if (found !== undefined) return { route, id: decodeURIComponent(id) }
  }
  return null
}

const patternOf = (path: string) => new RegExp(`^${path.replace(':id', '([^/]+)')}$`)
