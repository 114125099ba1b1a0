import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

/** A person's rows by the name of their table; `rows` is what the disclosure hands over as JSON. */
export type HeldRows = Readonly<{ number: string; organization: string; rows: unknown }>

/**
 * Every row held about a person and those merged into him, by its table; undefined for one who was erased. What names somebody else (who may be the
 * same person), keys of sessions, and the talk with Stripe about sums that stand among the payments are not handed over.
 */
export async function rowsOfMember(scope: Scope, memberId: MemberId): Promise<HeldRows | undefined> {
  const [held] = await scope.sql<HeldRows>`
    with family as materialized (select id from member_family(${memberId}::uuid) as id),
    own_contract as materialized (select id from contract where payer_id in (select id from family)
      or id in (select contract_id from contract_line where recipient_id in (select id from family))),
    own_order as materialized (select id from customer_order where member_id in (select id from family)), attended as materialized (select id from registration where member_id in (select id from family)), own_service as materialized (select id from service_contract where payer_id in (select id from family)),
    held (name, rows) as (
      select 'member', (select jsonb_agg(to_jsonb(one) order by number) from member as one where id in (select id from family))
      union all select 'member_address', (select jsonb_agg(to_jsonb(one)) from member_address as one where member_id in (select id from family))
      union all select 'member_change', (select jsonb_agg(to_jsonb(one)) from member_change as one where member_id in (select id from family))
      union all select 'member_field_value', (select jsonb_agg(to_jsonb(one)) from member_field_value as one where member_id in (select id from family))
      union all select 'member_consent', (select jsonb_agg(to_jsonb(one)) from member_consent as one where member_id in (select id from family))
      union all select 'member_setting', (select jsonb_agg(to_jsonb(one)) from member_setting as one where member_id in (select id from family))
      union all select 'contract', (select jsonb_agg(to_jsonb(one)) from contract as one where id in (select id from own_contract))
      union all select 'contract_line', (select jsonb_agg(to_jsonb(one)) from contract_line as one where recipient_id in (select id from family))
      union all select 'contract_event', (select jsonb_agg(to_jsonb(one)) from contract_event as one where contract_id in (select id from own_contract))
      union all select 'contract_hold', (select jsonb_agg(to_jsonb(one)) from contract_hold as one where contract_id in (select id from own_contract))
      union all select 'discontinued_contract', (select jsonb_agg(to_jsonb(one)) from discontinued_contract as one where contract_id in (select id from own_contract))
      union all select 'customer_order', (select jsonb_agg(to_jsonb(one)) from customer_order as one where id in (select id from own_order))
      union all select 'application', (select jsonb_agg(to_jsonb(one)) from application as one where member_id in (select id from family) or order_id in (select id from own_order))
      union all select 'promotion_use', (select jsonb_agg(to_jsonb(one)) from promotion_use as one where member_id in (select id from family))
      union all select 'student_proof', (select jsonb_agg(to_jsonb(one)) from student_proof as one where member_id in (select id from family))
      union all select 'student_proof_file', (select jsonb_agg(to_jsonb(one)) from student_proof_file as one where proof_id in (select id from student_proof where member_id in (select id from family)))
      union all select 'brochure_request', (select jsonb_agg(to_jsonb(one)) from brochure_request as one where member_id in (select id from family))
      union all select 'brochure_request_line', (select jsonb_agg(to_jsonb(one)) from brochure_request_line as one where request_id in (select id from brochure_request where member_id in (select id from family)))
      union all select 'shipment', (select jsonb_agg(to_jsonb(one)) from shipment as one where recipient_id in (select id from family))
      union all select 'payment', (select jsonb_agg(to_jsonb(one)) from payment as one where payer_id in (select id from family))
      union all select 'card_on_file', (select jsonb_agg(to_jsonb(one)) from card_on_file as one where member_id in (select id from family))
      union all select 'payer_terms', (select jsonb_agg(to_jsonb(one)) from payer_terms as one where member_id in (select id from family))
      union all select 'remitter_alias', (select jsonb_agg(to_jsonb(one)) from remitter_alias as one where payer_id in (select id from family))
      union all select 'debit_customer', (select jsonb_agg(to_jsonb(one)) from debit_customer as one where member_id in (select id from family))
      union all select 'debit_account', (select jsonb_agg(to_jsonb(one)) from debit_account as one where member_id in (select id from family))
      union all select 'debit_line', (select jsonb_agg(to_jsonb(one)) from debit_line as one where member_id in (select id from family))
      union all select 'refund', (select jsonb_agg(to_jsonb(one)) from refund as one where payer_id in (select id from family))
      union all select 'remittance_line', (select jsonb_agg(to_jsonb(one)) from remittance_line as one where refund_number in (select number from refund where payer_id in (select id from family)))
      union all select 'issued_paper', (select jsonb_agg(to_jsonb(one)) from issued_paper as one where payer_id in (select id from family))
      union all select 'seminar_order', (select jsonb_agg(to_jsonb(one)) from seminar_order as one where payer_id in (select id from family))
      union all select 'waitlist_entry', (select jsonb_agg(to_jsonb(one)) from waitlist_entry as one where order_id in (select id from seminar_order where payer_id in (select id from family)))
      union all select 'registration', (select jsonb_agg(to_jsonb(one) - 'join_token') from registration as one where id in (select id from attended))
      union all select 'checkin_event', (select jsonb_agg(to_jsonb(one)) from checkin_event as one where registration_id in (select id from attended))
      union all select 'certificate', (select jsonb_agg(to_jsonb(one)) from certificate as one where registration_id in (select id from attended))
      union all select 'survey_answer', (select jsonb_agg(to_jsonb(one)) from survey_answer as one where registration_id in (select id from attended))
      union all select 'briefing_invitation', (select jsonb_agg(to_jsonb(one)) from briefing_invitation as one where member_id in (select id from family))
      union all select 'service_contract', (select jsonb_agg(to_jsonb(one)) from service_contract as one where id in (select id from own_service))
      union all select 'service_contract_plan', (select jsonb_agg(to_jsonb(one)) from service_contract_plan as one where contract_id in (select id from own_service))
      union all select 'service_contract_option', (select jsonb_agg(to_jsonb(one)) from service_contract_option as one where contract_id in (select id from own_service))
      union all select 'service_offset', (select jsonb_agg(to_jsonb(one)) from service_offset as one where contract_id in (select id from own_service))
      union all select 'service_bill', (select jsonb_agg(to_jsonb(one)) from service_bill as one where payer_id in (select id from family))
      union all select 'service_allowance', (select jsonb_agg(to_jsonb(one)) from service_allowance as one where bill_id in (select id from service_bill where payer_id in (select id from family)))
      union all select 'outbox', (select jsonb_agg(to_jsonb(one)) from outbox as one where member_id in (select id from family))
      union all select 'mail_bounce', (select jsonb_agg(to_jsonb(one)) from mail_bounce as one where outbox_id in (select id from outbox where member_id in (select id from family)))
      union all select 'announcement_recipient', (select jsonb_agg(to_jsonb(one)) from announcement_recipient as one where member_id in (select id from family))
      union all select 'reader_opinion', (select jsonb_agg(to_jsonb(one)) from reader_opinion as one where member_id in (select id from family))
      union all select 'audit_entry', (select jsonb_agg(to_jsonb(one) order by seq) from audit_entry as one where subject in (
        select number from member where id in (select id from family)))
    )
    select member.number, organization.name as organization, (select jsonb_object_agg(name, coalesce(held.rows, '[]')) from held) as rows
    from member join organization on organization.id = member.organization_id
    where member.id = ${memberId}::uuid and member.erased_at is null`
  return held
}
