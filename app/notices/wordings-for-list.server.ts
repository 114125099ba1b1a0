import type { WordingKey } from "#app/notices/wording-kinds.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export type WordingOfList = Readonly<{
  kind: string
  channel: string
  locale: string
  step: number
  versions: number
  /** Null while the standard speaks. */
  version: number | null
  /** What comes, and from when. */
  nextVersion: number | null
  nextAt: Date | null
}>

/** The texts that the organization has worded itself, with what speaks now and what will (文言の一覧). */
export const wordingsForList = (scope: Scope) => scope.sql<WordingOfList>`
  select kind, channel, locale, step, count(*)::integer as versions, now.version, coming.version as "nextVersion",
    coming.from_at as "nextAt"
  from notice_wording as wording
  left join lateral (select version, number from notice_wording_decision as decision
    where (decision.kind, decision.channel, decision.locale, decision.step) = (wording.kind, wording.channel, wording.locale, wording.step)
      and from_at <= ${scope.now} order by number desc limit 1) as now on true
  left join lateral (select version, from_at from notice_wording_decision as decision
    where (decision.kind, decision.channel, decision.locale, decision.step) = (wording.kind, wording.channel, wording.locale, wording.step)
      and from_at > ${scope.now} and number > coalesce(now.number, 0) order by number desc limit 1) as coming on true
  group by kind, channel, locale, step, now.version, coming.version, coming.from_at
  order by kind, channel, locale, step`

export type WordingVersion = Readonly<{
  version: number
  subject: string
  body: string
  recordedAt: Date
  recordedBy: string
  isNow: boolean
  /** Notices that went out in these words. */
  sent: number
}>

/** Every version of one text, the newest first, with how often it was sent. */
export const wordingVersions = (scope: Scope, { kind, channel, locale, step }: WordingKey) => scope.sql<WordingVersion>`
  with now as (
    select version from notice_wording_decision where kind = ${kind} and channel = ${channel} and locale = ${locale}
      and step = ${step}::integer and from_at <= ${scope.now} order by number desc limit 1
  )
  select wording.version, subject, body, recorded_at as "recordedAt", recorded_by as "recordedBy",
    wording.version is not distinct from now.version as "isNow", sent.mails + sent.letters as sent
  from notice_wording as wording left join now on true
  cross join lateral (select
      (select count(*)::integer from outbox where wording_id = wording.id) as mails,
      (select count(*)::integer from renewal_notice where channel = 'post' and wording_id = wording.id)
      + (select count(distinct (letter_file_id, letter_page))::integer from payment_notice where channel = 'post' and wording_id = wording.id)
      + (select count(distinct (letter_file_id, letter_page))::integer from invoice_notice where channel = 'post' and wording_id = wording.id) as letters) as sent
  where kind = ${kind} and channel = ${channel} and locale = ${locale} and step = ${step}::integer
  order by wording.version desc`
