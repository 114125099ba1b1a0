import type { Scope } from "#app/platform/scope.server.ts"

export const retentionKinds = [
  "member",
  "application",
  "mail",
  "stripe-event",
  "export-file",
  "upload-file",
  "label-file",
  "student-proof",
  "letter-file",
  "remittance-file",
] as const
export type RetentionKind = (typeof retentionKinds)[number]

/** Months that each kind is kept where the organization has not said otherwise. */
export const usualMonths: Readonly<Record<RetentionKind, number>> = {
  ...{ member: 60, application: 6, mail: 24, "stripe-event": 12, "export-file": 1, "upload-file": 3, "label-file": 12 },
  "student-proof": 1,
  "letter-file": 24,
  "remittance-file": 12,
}

/** Kinds that are erased together; a member is erased by name (消去), labels stay with their issue. */
export const erasableKinds = [
  "application",
  "mail",
  "stripe-event",
  "export-file",
  "upload-file",
  "student-proof",
  "letter-file",
  "remittance-file",
] as const
export type ErasableKind = (typeof erasableKinds)[number]

export type RetentionOfPage = Readonly<{
  kind: RetentionKind
  months: number
  /** How many are older than that, and the oldest's day. */
  due: number
  oldestOn: string | null
}>

/** 保存期間: each kind of personal data with how long it is kept and what is due today. */
export const retentionForPage = (scope: Scope) => scope.sql<RetentionOfPage>`
  with rule as materialized (
    select given.kind, coalesce(own.months, given.months) as months,
      (${scope.today}::date - make_interval(months => coalesce(own.months, given.months))) at time zone 'Asia/Tokyo' as since
    from unnest(${retentionKinds}::text[], ${retentionKinds.map((kind) => usualMonths[kind])}::integer[]) as given (kind, months)
    left join retention_rule as own on own.kind = given.kind
  ), kept (kind, at) as (
    select 'member', greatest(member.created_at, (
        select max(run.ships_on)::timestamp at time zone 'Asia/Tokyo' from shipment join issue_run as run on run.id = shipment.issue_run_id
        where shipment.recipient_id = member.id))
    from member where erased_at is null and merged_into_id is null and not exists (
      select from contract join contract_position as position on position.contract_id = contract.id
      where contract.payer_id = member.id and contract.state = 'active' and position.served_units < contract.units)
      and member.created_at < (select since from rule where kind = 'member')
    union all
    select 'application', started_at from application where order_id is null and not form ? 'erased' and state <> 'refund-due'
    union all
    select 'mail', coalesce(sent_at, send_after) from outbox where (sent_at is not null or state = 'returned') and body_text <> ''
    union all
    select 'stripe-event', received_at from stripe_event where not raw ? 'erased' and state in ('done', 'ignored')
    union all
    select case when name like 'members-%' or name like 'disclosure-%' then 'export-file' when name like 'labels-%' then 'label-file'
      else 'upload-file' end, recorded_at
    from stored_file where erased_at is null and (name like 'members-%' or name like 'disclosure-%' or name like 'labels-%' or media_type = 'text/csv')
    union all
    select 'letter-file', batch.printed_at from letter_batch as batch join stored_file as file on file.id = batch.file_id
    where file.erased_at is null and batch.posted_on is not null
    union all
    select 'remittance-file', remittance.decided_at from remittance join stored_file as file on file.id = remittance.file_id
    where file.erased_at is null and remittance.decided_at is not null
    union all
    select 'remittance-file', refund.paid_on::timestamp at time zone 'Asia/Tokyo'
    from discontinued_contract as asked join refund on refund.number = asked.refund_number
    where asked.account_number <> '' and refund.paid_on is not null
    union all
    -- A proof is needed until it is decided, and a while after it for questions.
    select 'student-proof', proof.decided_at from student_proof_file as sent join student_proof as proof on proof.id = sent.proof_id
    join stored_file as file on file.id = sent.file_id where file.erased_at is null and proof.decided_at is not null
  )
  select rule.kind, rule.months, count(kept.at)::integer as due, (min(kept.at) at time zone 'Asia/Tokyo')::date as "oldestOn"
  from rule left join kept on kept.kind = rule.kind and kept.at < rule.since
  group by rule.kind, rule.months order by array_position(${retentionKinds}::text[], rule.kind)`
