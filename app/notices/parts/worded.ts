import type { Liquid } from "liquidjs"
import type { Parsed } from "#app/notices/parts/wording-engine.ts"
import type { WordingValues, WordingVariable } from "#app/notices/wording-variables.ts"
import type { MailBlock } from "#templates/mail/worded-mail.ts"

// No text of a person or of the database holds a NUL, so that data cannot stand for a block.
const FACTS = "\0facts\0"
const LINK = "\0link\0"

export type Worded = Readonly<{ subject: string; blocks: readonly MailBlock[] }>

/** A wording filled with the values of one notice; variables without a value are empty. */
export function worded(
  engine: Liquid,
  parsed: Parsed,
  variables: readonly WordingVariable[],
  values: WordingValues,
): Worded {
  const context = Object.fromEntries(variables.map((name) => [name, values[name] ?? ""]))
  const subject: unknown = engine.renderSync(parsed.subject, context)
  const body: unknown = engine.renderSync(parsed.body, { ...context, facts: FACTS, link: LINK })
  return { subject: String(subject).replace(/\s+/g, " ").trim(), blocks: blocksOf(String(body)) }
}

function blocksOf(body: string): readonly MailBlock[] {
  return body
    .replace(/\r\n?/g, "\n")
    .split(/(\0facts\0|\0link\0)|\n[ \t]*\n/)
    .flatMap((part: string | undefined): readonly MailBlock[] => {
      if (part === FACTS) return [{ is: "facts" }]
      if (part === LINK) return [{ is: "link" }]
      const text = (part ?? "").replace(/^\s*\n|\s+$/g, "")
      return text === "" ? [] : [{ is: "text", text }]
    })
}
