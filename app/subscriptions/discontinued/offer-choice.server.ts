import { holdPositions } from "#app/ledger/hold-positions.server.ts"
import { type NoticeSender, organizationForNotice } from "#app/notices/organization-for-notice.server.ts"
import { queueMails } from "#app/notices/queue-mail.server.ts"
import { printLetters } from "#app/notices/print-letters.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import { hashOf, randomCode } from "#app/platform/random-code.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { choiceLetter, choiceMail, type ContractToOffer } from "#app/subscriptions/discontinued/choice-words.ts"
import type { OfferChoiceInput } from "#app/subscriptions/discontinued/discontinued-form.ts"
import { discontinuedTitle } from "#app/subscriptions/discontinued/discontinued-title.server.ts"
import { refuse as refuseDiscontinued } from "#app/subscriptions/discontinued/refusals.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { addressesFor } from "#app/subscriptions/renewal/addresses-for-letters.server.ts"

type Row = ContractToOffer & {
  contractId: string
  memberId: string
  email: string
  unitsLeft: number
  channel: "mail" | "post" | "none"
}
type Addressed = Row & { token: string; url: string }

/**
 * 廃刊精算の案内: everyone with units left of a title that ended is listed with what is left in yen, and each payer with money left is
 * offered the plan of another title or his money, by mail or letter with a page of his own, until a day. Refuses: unknown-title,
 * title-goes-on, title-still-ships, discontinued-offered-already, answer-day-passed, unknown-offer.
 */
export async function offerChoice(
  scope: Scope,
  code: string,
  input: OfferChoiceInput,
): Promise<{ mails: number; letters: number; others: number }> {
  const title = await discontinuedTitle(scope, code)
  if (title.isOffered) throw refuseDiscontinued("discontinued-offered-already", { title: title.name })
  if (input.answerUntil <= scope.today) throw refuseDiscontinued("answer-day-passed", {}, { field: "answerUntil" })
  await holdPositions(scope, title.publicationId, "alone")
  if (input.transferOffer !== undefined) await checkTransferOffer(scope, input.transferOffer)
  await scope.sql`
    insert into discontinuation (organization_id, publication_id, transfer_offer_id, answer_until, offered_at, offered_by)
    values (${scope.organizationId}, ${title.publicationId}::uuid, ${input.transferOffer ?? null}::uuid, ${input.answerUntil}::date,
      ${scope.now}, ${scope.actor})`
  const sender = await organizationForNotice(scope)
  const rows = (await contractsLeft(scope, title.publicationId)).map((row) => {
    const token = randomCode(26)
    return { ...row, token, url: `${publicUrl()}/o/${sender.code}/discontinued/${token}` }
  })
  const sent = await send(scope, rows, { sender, code, until: input.answerUntil })
  await scope.sql`
    insert into discontinued_contract (organization_id, contract_id, publication_id, units_left, offered_yen, channel, token_hash, outbox_id,
      letter_page)
    select ${scope.organizationId}, given.contract_id, ${title.publicationId}::uuid, given.units_left, given.yen, given.channel,
      given.token_hash, given.outbox_id, given.page
    from unnest(${rows.map(({ contractId }) => contractId)}::uuid[], ${rows.map(({ unitsLeft }) => unitsLeft)}::integer[],
      ${rows.map(({ leftYen }) => leftYen)}::bigint[], ${rows.map(({ channel }) => channel)}::text[],
      ${rows.map(({ token, leftYen }) => (leftYen > 0 ? hashOf(token) : null))}::text[],
      ${rows.map((row) => sent.outboxIds.get(row.contractId) ?? null)}::uuid[],
      ${rows.map((row) => sent.pages.get(row.contractId) ?? null)}::integer[])
      as given (contract_id, units_left, yen, channel, token_hash, outbox_id, page)`
  const counts = {
    mails: sent.outboxIds.size,
    letters: sent.pages.size,
    others: rows.length - sent.outboxIds.size - sent.pages.size,
  }
  await audit(scope, "offer-discontinued", code, { ...counts, until: input.answerUntil })
  return counts
}

/** A plan for everybody of a title that goes on; the one that ended has no issue to ship any more. */
async function checkTransferOffer(scope: Scope, offerId: string) {
  const found = await scope.sql`
    select from offer where id = ${offerId}::uuid and on_sale and kind = 'term' and price_yen > 0
      and not exists (select from offer_condition where offer_id = offer.id)
      and exists (select from issue where issue.publication_id = offer.publication_id and shipped_on is null and skipped_on is null)`
  if (found.length === 0) throw refuse("unknown-offer", {}, { field: "transferOffer" })
}

/** Who has units left: with money left by mail where one arrives, else by post; the others are only listed. */
export const contractsLeft = (scope: Scope, publicationId: string) => scope.sql<Row>`
  select contract.id as "contractId", contract.number as "contractNumber", payer.id as "memberId", payer.number as "memberNumber",
    coalesce(nullif(concat_ws(' ', nullif(payer.family_name, ''), nullif(payer.given_name, '')), ''), payer.company_name) as "memberName",
    payer.locale, payer.email, contract.units - position.served_units as "unitsLeft", position.deferred_yen as "leftYen",
    coalesce(case when payer.locale = 'en' then nullif(publication.name_english, '') end, publication.name) as publication,
    goes.publication as "otherTitle", goes.units as "otherUnits",
    case when position.deferred_yen = 0 then 'none'
      when payer.email <> '' and payer.email_normal not in (select address from undeliverable_addresses(${scope.now})) then 'mail'
      when payer.postal_code <> '' then 'post' else 'none' end as channel
  from contract join contract_position as position on position.contract_id = contract.id
  join publication on publication.id = contract.publication_id
  join member as payer on payer.id = contract.payer_id
  left join discontinuation on discontinuation.publication_id = contract.publication_id
  left join lateral discontinued_transfer(contract.id, discontinuation.transfer_offer_id) as goes on true
  where contract.publication_id = ${publicationId}::uuid and contract.state = 'active' and position.served_units < contract.units
  order by contract.number`

type Sending = Readonly<{ sender: NoticeSender; code: string; until: string }>

async function send(scope: Scope, rows: readonly Addressed[], { sender, code, until }: Sending) {
  const mails = rows.filter(({ channel }) => channel === "mail")
  const ids = await queueMails(
    scope,
    mails.map((row) => ({
      ...choiceMail(row, { sender, until }),
      ...{
        kind: "discontinued",
        dedupeKey: `discontinued:${row.contractNumber}`,
        recipient: row.email,
        memberId: row.memberId,
      },
    })),
  )
  const outboxIds = new Map(mails.flatMap(({ contractId }, at) => (ids[at] ? [[contractId, ids[at]] as const] : [])))
  const letters = rows.filter(({ channel }) => channel === "post")
  const addresses = await addressesFor(scope, letters.map(({ memberId }) => memberId)) // prettier-ignore
  const pages = letters.flatMap((row) => {
    const address = addresses.get(row.memberId)
    return address ? [{ row, letter: choiceLetter(row, { sender, until, address, asOf: scope.today }) }] : []
  })
  const letterFileId = await printLetters(scope, {
    ...{ kind: "discontinued", name: `discontinued-letters-${code}` },
    letters: pages.map(({ letter }) => letter),
  })
  if (letterFileId !== null) {
    await scope.sql`
      update discontinuation set letter_file_id = ${letterFileId}::uuid
      where publication_id = (select id from publication where code = ${code})`
  }
  return { outboxIds, pages: new Map(pages.map(({ row }, at) => [row.contractId, at + 1])) }
}
