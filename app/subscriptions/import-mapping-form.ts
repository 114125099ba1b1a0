import { z } from "zod"
import type { ImportMapping } from "#app/subscriptions/import-mapping.ts"
import { tidy } from "#app/values/text.ts"

const messages = {
  name: { ja: "対応の名前を入力してください(60文字まで)。", en: "Please name the mapping (up to 60 characters)." },
  number: { ja: "会員番号の列を選んでください。", en: "Choose the column of the member number." },
  values: {
    ja: "「1=男, 2=女」のように、値=読み替え をカンマで区切ってください。",
    en: "Write value=meaning with commas between (1=男, 2=女).",
  },
} as const

/** The form of a mapping (項目の対応): its name, and by each of our columns `from`, `fixed` and `values`. */
export function importMappingForm(locale: "ja" | "en") {
  const say = (key: keyof typeof messages) => messages[key][locale]
  const line = z.string().optional().transform((text) => tidy(text ?? "")) // prettier-ignore
  const values = line.transform((text, context) => {
    const pairs = text.split(/[,、，]/).map((pair) => pair.split(/[=＝]/).map(tidy))
    if (text === "") return {}
    if (pairs.every(([value, ours, ...more]) => value && ours !== undefined && more.length === 0)) {
      return Object.fromEntries(pairs.map(([value = "", ours = ""]) => [value, ours]))
    }
    context.addIssue({ code: "custom", message: say("values") })
    return z.NEVER
  })
  // A file's heading is taken as it stands: two spaces in it are two spaces.
  const from = z.string().optional().transform((text) => text ?? "") // prettier-ignore
  return z.object({
    name: z.string(say("name")).transform(tidy).refine((text) => text !== "" && text.length <= 60, say("name")), // prettier-ignore
    columns: z
      .array(z.object({ heading: z.string(), from, fixed: line, values }))
      .max(100)
      .superRefine((columns, context) => {
        const at = columns.findIndex(({ heading, from }) => heading === "会員番号" && from === "")
        if (at >= 0) context.addIssue({ code: "custom", message: say("number"), path: [at, "from"] })
      })
      .transform((columns): ImportMapping =>
        Object.fromEntries(columns.map(({ heading, ...source }) => [heading, source])),
      ),
  })
}

/** A mapping as the form's rows hold it. */
export const mappingRows = (mapping: ImportMapping) =>
  Object.entries(mapping).map(([heading, { from, fixed, values }]) => ({
    ...{ heading, from, fixed },
    values: Object.entries(values)
      .map(([value, ours]) => `${value}=${ours}`)
      .join(", "),
  }))
