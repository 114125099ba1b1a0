import type { Scope } from "#app/platform/scope.server.ts"
import type { DiscontinuedState } from "#app/subscriptions/discontinued/discontinued-state.ts"

export type DiscontinuedContract = Readonly<{
  contractId: string
  contractNumber: string
  memberId: string
  memberName: string
  unitsLeft: number
  /** What is left, or what was settled; yen with tax. */
  yen: number
  channel: "mail" | "post" | "none" | null
  /** Ended by something else in the meantime is `ended`. */
  state: DiscontinuedState
  answeredBy: string | null
  toContractId: string | null
  toContractNumber: string | null
  refundNumber: string | null
  /** Empty where nobody has told it, or who looks does not pay. */
  account: string
  hasAccount: boolean
  /** The file to the bank that its refund is in, paid or not. */
  remittance: string | null
  /** 組戻し: the account is to be told anew. */
  wasReturned: boolean
  paidOn: string | null
}>

export type DiscontinuedProgress = Readonly<{
  state: DiscontinuedState
  contracts: number
  yen: number
  withAccount: number
}>

type Row = DiscontinuedContract & { total: number }

/**
 * The contracts of a title that ended: those with units left before the offer, then each with what became of it, a page of one state or of
 * all; the biggest amounts first.
 */
export const discontinuedContracts = (
  scope: Scope,
  publicationId: string,
  page: Readonly<{ state: DiscontinuedState | null; showsAccounts: boolean; limit: number; offset: number }>,
) => scope.sql<Row>`
  with listed as (
    select contract.id as "contractId", contract.number as "contractNumber", payer.id as "memberId",
      coalesce(nullif(payer.company_name, ''), concat_ws(' ', payer.family_name, nullif(payer.given_name, ''))) as "memberName",
      coalesce(asked.units_left, contract.units - position.served_units) as "unitsLeft",
      case when asked.outcome is null then position.deferred_yen else asked.settled_yen end as yen, asked.channel,
      case when refund.paid_on is not null then 'paid' when asked.outcome is not null then asked.outcome
        when contract.state <> 'active' then 'ended' else 'open' end as state,
      asked.answered_by as "answeredBy", goes.id as "toContractId", goes.number as "toContractNumber",
      asked.refund_number as "refundNumber", case when ${page.showsAccounts} then concat_ws(' ', nullif(asked.bank_name, ''),
        nullif(asked.branch_name, ''), nullif(asked.account_number, ''), nullif(asked.account_holder, '')) else '' end as account,
      coalesce(asked.account_number <> '', false) as "hasAccount", refund.paid_on as "paidOn",
      asked.account_returned_on is not null as "wasReturned", (select number from remitted_refund where refund_number = asked.refund_number) as remittance
    from contract join contract_position as position on position.contract_id = contract.id
    join member as payer on payer.id = contract.payer_id
    left join discontinued_contract as asked on asked.contract_id = contract.id
    left join refund on refund.number = asked.refund_number
    left join contract as goes on goes.id = asked.to_contract_id
    where contract.publication_id = ${publicationId}::uuid
      and (asked.contract_id is not null or (contract.state = 'active' and position.served_units < contract.units))
  )
  select *, (count(*) over ())::integer as total from listed
  where ${page.state}::text is null or state = ${page.state}
  order by yen desc, "contractNumber" limit ${page.limit}::integer offset ${page.offset}::integer`

/** 進み具合: how many contracts and how much money of a title stand where. */
export const discontinuedProgress = (scope: Scope, publicationId: string) => scope.sql<DiscontinuedProgress>`
  with listed as (
    select case when refund.paid_on is not null then 'paid' when asked.outcome is not null then asked.outcome
        when contract.state <> 'active' then 'ended' else 'open' end as state,
      case when asked.outcome is null then position.deferred_yen else asked.settled_yen end as yen, asked.account_told_at
    from contract join contract_position as position on position.contract_id = contract.id
    left join discontinued_contract as asked on asked.contract_id = contract.id
    left join refund on refund.number = asked.refund_number
    where contract.publication_id = ${publicationId}::uuid
      and (asked.contract_id is not null or (contract.state = 'active' and position.served_units < contract.units))
  )
  select state, count(*)::integer as contracts, sum(yen)::bigint as yen, count(account_told_at)::integer as "withAccount"
  from listed group by state`

export type ReaderChoice = Readonly<{
  contractId: string
  contractNumber: string
  publication: string
  unitsLeft: number
  yen: number
  state: DiscontinuedState
  answerUntil: string
  isLate: boolean
  otherTitle: string | null
  otherUnits: number | null
  hasAccount: boolean
  /** In a file to the bank: the account cannot be changed. */
  isWithBank: boolean
  /** 組戻し: the bank could not pay to the account that was told. */
  wasReturned: boolean
  paidOn: string | null
}>

/** What the page of a payer shows (お手続きページ), by its token's hash; null for no such page. */
export async function choiceOfToken(scope: Scope, tokenHash: string): Promise<ReaderChoice | null> {
  const [row] = await scope.sql<ReaderChoice>`
    select contract.id as "contractId", contract.number as "contractNumber", asked.units_left as "unitsLeft",
      coalesce(case when ${scope.locale} = 'en' then nullif(publication.name_english, '') end, publication.name) as publication,
      case when asked.outcome is null then position.deferred_yen else asked.settled_yen end as yen,
      case when refund.paid_on is not null then 'paid' when asked.outcome is not null then asked.outcome
        when contract.state <> 'active' then 'ended' else 'open' end as state,
      title.answer_until as "answerUntil", title.answer_until < ${scope.today}::date as "isLate",
      coalesce(case when ${scope.locale} = 'en' then nullif(goes.publication_english, '') end, goes.publication) as "otherTitle",
      goes.units as "otherUnits", asked.account_told_at is not null as "hasAccount", refund.paid_on as "paidOn",
      asked.account_returned_on is not null as "wasReturned",
      exists (select from remitted_refund where refund_number = asked.refund_number) as "isWithBank"
    from discontinued_contract as asked join discontinuation as title on title.publication_id = asked.publication_id
    join contract on contract.id = asked.contract_id join contract_position as position on position.contract_id = contract.id
    join publication on publication.id = asked.publication_id
    left join refund on refund.number = asked.refund_number
    left join lateral discontinued_transfer(contract.id, title.transfer_offer_id) as goes on true
    where asked.token_hash = ${tokenHash}`
  return row ?? null
}
