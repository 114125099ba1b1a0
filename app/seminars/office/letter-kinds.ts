/** What the seminar office sends by post. */
export const letterKinds = ["ticket", "invoice", "certificate"] as const

export type LetterKind = (typeof letterKinds)[number]
