import type { PaperLine } from "#app/billing/papers/paper.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { idOf } from "#app/values/ids.ts"

/** What of a term is taxed at one rate: units of it, and yen with tax. The database's `rates_of_term` gives them in order. */
export type RatePart = Readonly<{ ratePercent: number; units: number; amountYen: number }>

export type ContractPart = Readonly<{
  contractId: string
  locale: "ja" | "en"
  /** Everything asked for, yen with tax. */
  amountYen: number
  parts: readonly RatePart[]
}>

type Named = {
  id: string
  number: string
  copies: number
  units: number
  title: string
  titleEnglish: string
  firstLabel: string
}

/** The lines of an invoice that bill contracts, one for each rate of consumption tax, by the contract's id. */
export async function contractLines(
  scope: Scope,
  asked: readonly ContractPart[],
): Promise<ReadonlyMap<string, readonly PaperLine[]>> {
  const names = await scope.sql<Named>`
    select contract.id, contract.number, contract.units,
      coalesce((select sum(copies) from contract_line where contract_line.contract_id = contract.id
        and contract_line.until_issue is null), 1)::integer as copies,
      publication.name || ' ' || offer.name as title,
      coalesce(nullif(publication.name_english, ''), publication.name) || ' ' || coalesce(nullif(offer.name_english, ''), offer.name)
        as "titleEnglish",
      coalesce((select label from issue where issue.publication_id = contract.publication_id
        and issue.number = contract.start_issue), '第' || contract.start_issue || '号') as "firstLabel"
    from contract join publication on publication.id = contract.publication_id join offer on offer.id = contract.offer_id
    where contract.id = any (${asked.map(({ contractId }) => contractId)}::uuid[])`
  const byId = new Map(names.map((named) => [named.id, named]))
  return new Map(
    asked.map((part) => {
      const named = byId.get(part.contractId)
      return [part.contractId, named ? linesOf(named, part) : []]
    }),
  )
}

function linesOf(named: Named, { locale, amountYen, parts }: ContractPart): readonly PaperLine[] {
  return completeParts(parts, amountYen).map((part) => {
    const quantity = part.amountYen % named.copies === 0 ? named.copies : 1
    return {
      description: `${locale === "en" ? named.titleEnglish : named.title} (${named.number})`,
      supplied: suppliedText(named, locale, part.units),
      ...{ quantity, unitYen: part.amountYen / quantity, taxRatePercent: part.ratePercent },
      subject: { contractId: idOf<"contract">(named.id) },
    }
  })
}

/** Neighbours at one rate are one part (経過措置 keeps a rate over a change); what no issue of the term covers goes with the first. */
export function completeParts(parts: readonly RatePart[], amountYen: number): readonly RatePart[] {
  const rest = parts.reduce((left, part) => left - part.amountYen, amountYen)
  const joined: RatePart[] = []
  for (const [at, part] of parts.entries()) {
    const whole = { ...part, amountYen: part.amountYen + (at === 0 ? rest : 0) }
    const before = joined.at(-1)
    if (before?.ratePercent === whole.ratePercent) {
      const { units, amountYen: yen } = before
      joined.splice(-1, 1, { ...whole, units: units + whole.units, amountYen: yen + whole.amountYen })
    } else joined.push(whole)
  }
  return joined
}

function suppliedText({ units: all, firstLabel }: Named, locale: "ja" | "en", units: number): string {
  const term = locale === "en" ? `${all} issues from ${firstLabel}` : `${firstLabel}から${all}回`
  if (units === all) return term
  return locale === "en" ? `${units} of ${term}` : `${term}のうち${units}回`
}
