import type { PaperLine } from "#app/billing/papers/paper.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { idOf } from "#app/values/ids.ts"

/** What of a term is taxed at one rate: units of it, and yen with tax. The database's `rates_of_term` gives them in order, to the yen. */
export type RatePart = Readonly<{ ratePercent: number; units: number; amountYen: number }>

export type ContractPart = Readonly<{
  contractId: string
  locale: "ja" | "en"
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

function linesOf(named: Named, { locale, parts }: ContractPart): readonly PaperLine[] {
  return joinedParts(parts).map((part) => {
    const quantity = part.amountYen % named.copies === 0 ? named.copies : 1
    return {
      description: `${locale === "en" ? named.titleEnglish : named.title} (${named.number})`,
      supplied: suppliedText(named, locale, part.units),
      ...{ quantity, unitYen: part.amountYen / quantity, taxRatePercent: part.ratePercent },
      subject: { contractId: idOf<"contract">(named.id) },
    }
  })
}

/** Neighbours at one rate are one part: 経過措置 keeps a rate over a change. */
export function joinedParts(parts: readonly RatePart[]): readonly RatePart[] {
  const joined: RatePart[] = []
  for (const part of parts) {
    const before = joined.at(-1)
    if (before?.ratePercent === part.ratePercent) {
      const { units, amountYen } = before
      joined.splice(-1, 1, { ...part, units: units + part.units, amountYen: amountYen + part.amountYen })
    } else joined.push(part)
  }
  return joined
}

function suppliedText({ units: all, firstLabel }: Named, locale: "ja" | "en", units: number): string {
  const term = locale === "en" ? `${all} issues from ${firstLabel}` : `${firstLabel}から${all}回`
  if (units === all) return term
  return locale === "en" ? `${units} of ${term}` : `${term}のうち${units}回`
}
