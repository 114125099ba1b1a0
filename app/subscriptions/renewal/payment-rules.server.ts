import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type PaymentRule, usualPaymentRules } from "#app/subscriptions/renewal/payment-rule.ts"

/** 入金案内の回次 of an organization, or the usual ones. */
export async function paymentRules(scope: Scope): Promise<readonly PaymentRule[]> {
  const own = await scope.sql<PaymentRule>`
    select step, days_after_order as "daysAfterOrder", channel from dunning_rule order by step`
  return own.length === 0 ? usualPaymentRules : own
}

/** Replaces the rules; what was sent stays sent, and a step once sent to a contract is not sent to it again. Refuses nothing. */
export async function savePaymentRules(scope: Scope, rules: readonly PaymentRule[]): Promise<void> {
  await scope.sql`delete from dunning_rule where step > ${rules.length}::integer`
  await scope.sql`
    insert into dunning_rule (organization_id, step, days_after_order, channel)
    select ${scope.organizationId}, given.* from unnest(${rules.map(({ step }) => step)}::integer[],
      ${rules.map(({ daysAfterOrder }) => daysAfterOrder)}::integer[], ${rules.map(({ channel }) => channel)}::text[]) as given
    on conflict (organization_id, step) do update set days_after_order = excluded.days_after_order, channel = excluded.channel`
  await audit(scope, "save-payment-rules", "payment-notices", { rules })
}

export type PaymentNoticeSent = Readonly<{
  key: string
  sentOn: string
  /** One, or of a set (セット) all that were asked for, or stopped, together. */
  contracts: readonly Readonly<{ contractId: string; contractNumber: string }>[]
  payerId: string
  payerName: string
  step: number
  channel: PaymentRule["channel"]
  owedYen: number
  letterFileId: string | null
}>

/** 送った入金案内, the newest first: one row a mail, letter or stop, of a set with all its contracts. */
export const paymentNoticesSent = (scope: Scope) => scope.sql<PaymentNoticeSent>`
  select min(contract.number) || '-' || notice.step as key, notice.sent_on as "sentOn",
    jsonb_agg(jsonb_build_object('contractId', contract.id, 'contractNumber', contract.number) order by contract.number) as contracts,
    member.id as "payerId",
    concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "payerName",
    notice.step, notice.channel, sum(notice.owed_yen)::bigint as "owedYen", notice.letter_file_id as "letterFileId"
  from payment_notice as notice join contract on contract.id = notice.contract_id
  left join customer_order as sold on sold.id = contract.order_id and sold.bundle_id is not null
  join member on member.id = contract.payer_id
  group by coalesce(sold.id, contract.id), notice.step, notice.channel, notice.sent_on, notice.outbox_id, notice.letter_file_id,
    member.organization_id, member.id
  order by notice.sent_on desc, min(contract.number), notice.step desc limit 100`
