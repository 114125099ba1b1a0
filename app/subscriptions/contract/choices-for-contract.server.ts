import type { Scope } from "#app/platform/scope.server.ts"
import type { ContractAct } from "#app/subscriptions/contract/contract-acts.ts"
import type { IssueChoice, OfferChoice } from "#app/subscriptions/contract/contract-page.ts"
import type { LockedContract } from "#app/subscriptions/contract/lock-contract.server.ts"

/** The next issues of the contract's title that have not shipped: where a change may begin or end. */
const issuesAheadForContract = (scope: Scope, contract: LockedContract) => scope.sql<IssueChoice>`
  select number, label, ships_on as "shipsOn" from issue
  where publication_id = ${contract.publicationId}::uuid and shipped_on is null and skipped_on is null
    and number >= ${Math.max(contract.nextIssue, 1)}::integer
  order by number limit 24`

/** Shipped issues: those this contract was sent (for a return or 再送), or those of its term it was not sent (for 追送). */
const issuesPastForContract = (
  scope: Scope,
  contract: LockedContract,
  which: "sent" | "missed",
) => scope.sql<IssueChoice>`
  select issue.number, issue.label, coalesce(issue.shipped_on, issue.ships_on) as "shipsOn" from issue
  where issue.publication_id = ${contract.publicationId}::uuid and issue.shipped_on is not null
    and exists (select from issue_run as run where run.publication_id = issue.publication_id
      and run.issue_number = issue.number and exists (select from shipment where shipment.issue_run_id = run.id
        and shipment.contract_id = ${contract.id}::uuid)) = (${which} = 'sent')
  order by issue.number desc limit 24`

/**
 * Offers that the contract may go on with: those of its own title (継続), first the bundle that it was sold in while that is whole, or of the
 * others (移管), and none that is not for its payer.
 */
const offersForContract = (
  scope: Scope,
  contract: LockedContract,
  which: "same-title" | "other-title",
) => scope.sql<OfferChoice>`
  select offer.id, offer.name, offer.name_english as "nameEnglish", offer_publications(offer.id) as publication,
    case when offer.kind = 'term' then publication.name_english else '' end as "publicationEnglish", offer.units, offer.price_yen as "priceYen"
  from offer join publication on publication.id = offer.publication_id
  where offer.on_sale and offer.price_yen > 0 and (offer.kind = 'term'
      or (${which} = 'same-title' and offer.id = renewal_offer(${contract.id}::uuid, ${scope.today}::date)))
    and (offer.kind = 'bundle' or (offer.publication_id = ${contract.publicationId}::uuid) = (${which} = 'same-title'))
    and offer_condition_holds(offer.id, ${contract.payerId}::uuid, case when ${which} = 'same-title'
      then renewal_day(${contract.id}::uuid, ${scope.today}::date) else ${scope.today}::date end)
  order by offer.kind = 'bundle' desc, publication.code, offer.units, offer.price_yen`

/** What one act's form lets people choose from. */
export async function choicesForAct(
  scope: Scope,
  contract: LockedContract,
  act: ContractAct,
): Promise<{ issues: IssueChoice[]; offers: OfferChoice[] }> {
  switch (act) {
    case "hold":
    case "resume":
    case "recipient":
      return { issues: await issuesAheadForContract(scope, contract), offers: [] }
    case "return":
    case "reship":
      return { issues: await issuesPastForContract(scope, contract, "sent"), offers: [] }
    case "late":
      return { issues: await issuesPastForContract(scope, contract, "missed"), offers: [] }
    case "renew":
      return { issues: [], offers: await offersForContract(scope, contract, "same-title") }
    case "transfer":
      return { issues: [], offers: await offersForContract(scope, contract, "other-title") }
    case "copies":
    case "decline":
    case "stop":
    case "reactivate":
    case "payment":
    case "allowance":
    case "write-off":
      return { issues: [], offers: [] }
  }
}
