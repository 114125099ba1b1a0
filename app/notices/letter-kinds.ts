/** What is printed to be posted (郵送物). */
export const letterKinds = ["renewal", "card-renewal", "payment", "dunning", "discontinued", "returned-mail"] as const
export type LetterKind = (typeof letterKinds)[number]
