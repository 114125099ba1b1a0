export type StatementValue = string | number

/** SQL with its values apart, for whoever runs it: a cursor, or COPY. Statements nest. */
export type Statement = Readonly<{ parts: readonly string[]; values: readonly StatementValue[] }>

export function statement(texts: TemplateStringsArray, ...given: readonly (StatementValue | Statement)[]): Statement {
  const parts = [texts[0] ?? ""]
  const values: StatementValue[] = []
  const goOn = (text: string) => {
    parts.push(`${parts.pop() ?? ""}${text}`)
  }
  given.forEach((value, at) => {
    const after = texts[at + 1] ?? ""
    if (typeof value === "object") {
      goOn(value.parts[0] ?? "")
      parts.push(...value.parts.slice(1))
      values.push(...value.values)
      goOn(after)
    } else {
      values.push(value)
      parts.push(after)
    }
  })
  return { parts, values }
}

/** Names of columns as a list in a statement; they are the program's words, never a person's. */
export const columnList = (names: readonly string[]): Statement => ({
  parts: [names.map((name) => `"${name}"`).join(", ")],
  values: [],
})
