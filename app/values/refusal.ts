/**
 * The only expected exception: a business rule says no. Each module declares a closed union of codes with a Japanese
 * and an English message (`refusals.ts`); adapters show the message beside the field it names.
 */
export class Refusal extends Error {
  override readonly name = "Refusal"
  constructor(
    readonly code: string,
    readonly messages: { readonly ja: string; readonly en: string },
    readonly options: { readonly field?: string; readonly status?: 404 | 409 | 422; readonly details?: unknown } = {},
  ) {
    super(messages.ja)
  }
}

/** A module's closed table of refusals: code → the two messages with `{name}` places for values. */
type RefusalTable<Code extends string> = Readonly<
  Record<Code, { readonly ja: string; readonly en: string; readonly status?: 404 | 409 | 422 }>
>

/**
 * Makes the `refuse` function of a module: `throw refuse("month-closed", { month })`. The code is checked against the
 * module's table by the compiler, and the places of both messages are filled with the values, yen in groups of three.
 */
export function refusalsOf<Code extends string>(table: RefusalTable<Code>) {
  return function refuse(
    code: Code,
    values: Readonly<Record<string, string | number>> = {},
    options: { readonly field?: string; readonly details?: unknown } = {},
  ): Refusal {
    const entry = table[code]
    const fill = (message: string) =>
      message.replace(/\{(\w+)\}(円| yen)?/g, (_, name: string, unit: string | undefined) => {
        const value = values[name] ?? ""
        // Yen are read in groups of three; other numbers (of issues, of lines) are names.
        return unit === undefined || typeof value === "string"
          ? `${value}${unit ?? ""}`
          : `${value.toLocaleString("en")}${unit}`
      })
    return new Refusal(code, { ja: fill(entry.ja), en: fill(entry.en) }, { status: entry.status ?? 422, ...options })
  }
}
