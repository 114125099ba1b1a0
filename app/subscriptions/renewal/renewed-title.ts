/** A title that is renewed, alone or with the others of its bundle (セット): the units of its next term, and the last issue of this one. */
export type RenewedTitle = Readonly<{ contractNumber: string; publication: string; units: number; lastIssue: number }>

/** The numbers of the contracts that are renewed, or asked to be paid, together. */
export const numbersOf = (titles: readonly Pick<RenewedTitle, "contractNumber">[]): string =>
  titles.map(({ contractNumber }) => contractNumber).join("・")

/** What is bought anew for each issue's copies: the issues of the one title, or of each title of a bundle. */
export function unitsOf(titles: readonly RenewedTitle[], locale: "ja" | "en"): string {
  const each = (units: number) => (locale === "ja" ? `${units}回` : `${units} issues`)
  const [first, ...others] = titles
  if (first && others.length === 0) return each(first.units)
  return locale === "ja"
    ? titles.map(({ publication, units }) => `「${publication}」${each(units)}`).join("・")
    : titles.map(({ publication, units }) => `${publication} ${each(units)}`).join(", ")
}

/** With which issue the term ends, or of a bundle each title's. */
export function endsOf(titles: readonly RenewedTitle[], locale: "ja" | "en"): string {
  const [first, ...others] = titles
  const issue = (number: number) => (locale === "ja" ? `第${number}号` : `No. ${number}`)
  if (first && others.length === 0) return issue(first.lastIssue)
  return locale === "ja"
    ? titles.map(({ publication, lastIssue }) => `「${publication}」${issue(lastIssue)}`).join("、")
    : titles.map(({ publication, lastIssue }) => `${publication} ${issue(lastIssue)}`).join(", ")
}
