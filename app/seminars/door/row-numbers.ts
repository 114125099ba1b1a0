/** What stands in the field of 紙から戻す: rows of the paper, codes that a scanner read, and words that are neither. */
export type TypedRows = Readonly<{ rows: readonly number[]; codes: readonly string[]; unreadable: readonly string[] }>

const LONGEST_RANGE = 1_000

/** Reads rows as people type them (「3,5-9」「12、14〜16」) and 受講番号 or tickets as a scanner types them; each once, in their order. */
export function readRows(text: string): TypedRows {
  const rows = new Set<number>()
  const codes = new Set<string>()
  const unreadable = new Set<string>()
  const words = text
    .normalize("NFKC")
    .replace(/(\d)\s*[-‐–—−ー〜~]\s*(?=\d)/g, "$1-")
    .split(/[\s,、。;・]+/)
    .filter(Boolean)
  for (const word of words) {
    const [, from, to] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(word) ?? []
    if (from === undefined) {
      if (/^[0-9A-Z:/.-]{6,300}$/i.test(word)) codes.add(word)
      else unreadable.add(word)
      continue
    }
    const [first, last] = [Number(from), Number(to ?? from)]
    if (first < 1 || last < first || last - first >= LONGEST_RANGE) unreadable.add(word)
    else for (let row = first; row <= last; row += 1) rows.add(row)
  }
  return { rows: [...rows], codes: [...codes], unreadable: [...unreadable] }
}
