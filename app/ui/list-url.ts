import { sortOf } from "#app/ui/sort-href.ts"

/** Rows on a page of every list. */
export const pageSize = 50

const FARTHEST_PAGE = 100_000

/** What a list's address asks for: its page (from 1), the rows to take, the filters as trimmed text, and the sort key. */
export function listUrl(request: Request) {
  const { search, searchParams } = new URL(request.url)
  const asked = Number(searchParams.get("page") ?? "1")
  const page = Number.isInteger(asked) && asked >= 1 ? Math.min(asked, FARTHEST_PAGE) : 1
  const text = (name: string) => (searchParams.get(name) ?? "").trim().slice(0, 200)
  return {
    page,
    limit: pageSize,
    offset: (page - 1) * pageSize,
    text,
    /** The text if it is one of these, otherwise the first. */
    oneOf: <Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]): Choice =>
      choices.find((choice) => choice === text(name)) ?? choices[0],
    sort: sortOf(search),
    sortText: text("sort"),
  }
}
