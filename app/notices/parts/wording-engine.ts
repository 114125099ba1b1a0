import { Liquid, type Template } from "liquidjs"

const tags: ReadonlySet<string> = new Set(["if", "unless", "case", "comment"])
const filters: ReadonlySet<string> = new Set(["default", "upcase", "downcase"])

/**
 * Liquid for data alone: conditions and three filters; no loops, no assignments, no includes, no files. What is not known is an error, and
 * a value's text is never read as a template.
 */
export function wordingEngine(): Liquid {
  const engine = new Liquid({
    ...{ strictVariables: true, strictFilters: true, ownPropertyOnly: true, jsTruthy: true, dynamicPartials: false },
    ...{ parseLimit: 20_000, renderLimit: 2_000, memoryLimit: 100_000, templates: {} },
  })
  for (const name of Object.keys(engine.tags)) if (!tags.has(name)) Reflect.deleteProperty(engine.tags, name)
  for (const name of Object.keys(engine.filters)) if (!filters.has(name)) Reflect.deleteProperty(engine.filters, name)
  return engine
}

export type Parsed = Readonly<{ subject: Template[]; body: Template[] }>
