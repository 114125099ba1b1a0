export type Sort = { readonly key: string; readonly direction: "ascending" | "descending" }

/** The order asked for in the URL: `?sort=name` or `?sort=-name`. */
export function sortOf(search: string): Sort | undefined {
  const sort = new URLSearchParams(search).get("sort")
  if (!sort) return undefined
  return sort.startsWith("-") ? { key: sort.slice(1), direction: "descending" } : { key: sort, direction: "ascending" }
}

/** The same list in the order of this column; a second press turns it round. Goes back to the first page. */
export function sortHref(search: string, key: string): string {
  const params = new URLSearchParams(search)
  const sort = sortOf(search)
  params.set("sort", sort?.key === key && sort.direction === "ascending" ? `-${key}` : key)
  params.delete("page")
  return `?${params.toString()}`
}
