import { Output, type Template } from "liquidjs"
import { type Parsed, wordingEngine } from "#app/notices/parts/wording-engine.ts"
import { worded } from "#app/notices/parts/worded.ts"
import { refuse } from "#app/notices/refusals.ts"
import {
  LETTER_LINES,
  requiredFor,
  variablesFor,
  type WordingKey,
  type WordingLocale,
} from "#app/notices/wording-kinds.ts"
import { exampleOf, type WordingVariable } from "#app/notices/wording-variables.ts"

type Field = "subject" | "body"
const engine = wordingEngine()

function parsedField(text: string, field: Field): Template[] {
  try {
    return engine.parse(text)
  } catch (error) {
    throw refusalOf(error, field)
  }
}

function refusalOf(error: unknown, field: Field) {
  const message = error instanceof Error ? error.message : String(error)
  const line = Number(/line:(\d+)/.exec(message)?.[1] ?? 1)
  const what = message.replace(/, (file:.*, )?line:\d+, col:\d+.*$/s, "")
  const tag = /^tag "([^"]*)" not found/.exec(what)?.[1]
  if (tag !== undefined) return refuse("wording-tag-is-unknown", { line, what: tag }, { field })
  const filter = /^undefined filter: (.*)$/.exec(what)?.[1]
  if (filter !== undefined) return refuse("wording-filter-is-unknown", { line, what: filter }, { field })
  if (/limit exceeded/.test(what)) return refuse("wording-is-too-much", {}, { field })
  return refuse("wording-is-not-written-well", { line, what }, { field })
}

/** Only the plain names of the kind: nothing inside of a value, nothing computed. */
/** What words may name, what they must name, and how many lines of 40 characters they may have. */
export type WordsAsked = Readonly<{
  variables: readonly WordingVariable[]
  required: readonly (readonly WordingVariable[])[]
  locale: WordingLocale
  mostLines: number | null
}>

function refuseUnknownVariables(templates: Template[], { variables }: WordsAsked, field: Field): void {
  const known: ReadonlySet<string> = new Set(
    variables.filter((name) => field === "body" || (name !== "facts" && name !== "link")),
  )
  for (const [name, uses] of Object.entries(engine.analyzeSync(templates, { partials: false }).globals)) {
    for (const { segments, location } of uses) {
      if (known.has(name) && segments.length === 1) continue
      throw refuse("wording-variable-is-unknown", { line: location.row, what: segments.join(".") }, { field })
    }
  }
}

function refuseMissing(body: Template[], { required }: WordsAsked): void {
  const always = body.filter((one) => one instanceof Output && one.value.filters.length === 0)
  const named = new Set(engine.globalVariablesSync(always, { partials: false }))
  const missing = required.find((group) => !group.some((name) => named.has(name)))
  if (missing)
    throw refuse(
      "wording-lacks-a-variable",
      { what: missing.map((name) => `{{ ${name} }}`).join(" / ") },
      { field: "body" },
    )
}

/** 全角 40 characters a line, as the letter is set. */
const linesOn = (text: string): number =>
  text.split("\n").reduce((lines, line) => lines + Math.max(1, Math.ceil(Array.from(line).length / 40)), 0)

/**
 * Checks words before they are kept: that they can be read, name what there is, hold what they must say, and say something. Refuses with the
 * line, beside the field.
 */
export function checkWords(asked: WordsAsked, input: Readonly<{ subject: string; body: string }>): void {
  const parsed: Parsed = { subject: parsedField(input.subject, "subject"), body: parsedField(input.body, "body") }
  refuseUnknownVariables(parsed.subject, asked, "subject")
  refuseUnknownVariables(parsed.body, asked, "body")
  refuseMissing(parsed.body, asked)
  const said = withExamples(asked, parsed)
  if (said.subject === "") throw refuse("wording-says-nothing", {}, { field: "subject" })
  const text = said.blocks.flatMap((block) => (block.is === "text" ? [block.text] : []))
  if (text.length === 0) throw refuse("wording-says-nothing", {}, { field: "body" })
  const lines = linesOn(text.join("\n"))
  if (asked.mostLines !== null && lines > asked.mostLines)
    throw refuse("letter-does-not-fit-its-page", { lines, limit: asked.mostLines }, { field: "body" })
}

/** The same for a wording of a notice (文言の検査). */
export const checkWording = (key: WordingKey, input: Readonly<{ subject: string; body: string }>): void =>
  checkWords(
    {
      ...{ variables: variablesFor(key), required: requiredFor(key), locale: key.locale },
      mostLines: key.channel === "letter" ? LETTER_LINES : null,
    },
    input,
  )

function withExamples({ variables, locale }: WordsAsked, parsed: Parsed) {
  const values = Object.fromEntries(variables.map((name) => [name, exampleOf(name, locale)]))
  try {
    return worded(engine, parsed, variables, values)
  } catch (error) {
    throw refusalOf(error, "body")
  }
}
