import type { MetaFunction } from "@remix-run/react"
import type { words } from "#app/ui/words/all.ts"

/** Where a console page stands: the pages above it, worded from the shell's area. */
export type ConsoleCrumb = { readonly word: keyof (typeof words)["ja"]["shell"]; readonly to: string }

export type ConsoleHandle = { readonly crumbs: readonly ConsoleCrumb[] }

export const isConsoleHandle = (value: unknown): value is ConsoleHandle =>
  typeof value === "object" && value !== null && "crumbs" in value

/** The page's own title, which its loader gives as `title`: for the browser's tab and the end of the breadcrumb. */
export const titleOf = (data: unknown): string | undefined =>
  typeof data === "object" && data !== null && "title" in data && typeof data.title === "string"
    ? data.title
    : undefined

/** The meta of every console page. */
export const consoleMeta: MetaFunction = ({ data }) => [{ title: `${titleOf(data) ?? "Teiki"} | Teiki` }]
