import type { PayerTerms } from "#app/billing/papers/payer-terms-form.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

/** 取引条件 of a payer; without any, each contract is billed by itself. */
export async function payerTerms(scope: Scope, memberId: MemberId): Promise<PayerTerms> {
  const [row] = await scope.sql<PayerTerms>`
    select closing_day as "closingDay", due_months as "dueMonths", due_day as "dueDay", addressee, department, honorific, remitter_code as "remitterCode",
      is_not_dunned as "isNotDunned", has_slip as "hasSlip"
    from payer_terms where member_id = ${memberId}::uuid`
  return (
    row ?? {
      closingDay: null,
      dueMonths: 1,
      dueDay: 31,
      addressee: "",
      department: "",
      honorific: "",
      remitterCode: "",
      isNotDunned: false,
      hasSlip: false,
    }
  )
}

/** Saves how one payer is billed (取引条件). Refuses nothing. */
export async function savePayerTerms(scope: Scope, memberId: MemberId, input: PayerTerms): Promise<void> {
  await scope.sql`
    insert into payer_terms (organization_id, member_id, closing_day, due_months, due_day, addressee, department, honorific,
      remitter_code, is_not_dunned, has_slip)
    values (${scope.organizationId}, ${memberId}::uuid, ${input.closingDay}::integer, ${input.dueMonths}::integer, ${input.dueDay}::integer,
      ${input.addressee}, ${input.department}, ${input.honorific}, ${input.remitterCode}, ${input.isNotDunned}, ${input.hasSlip})
    on conflict (organization_id, member_id) do update set closing_day = excluded.closing_day, due_months = excluded.due_months,
      due_day = excluded.due_day, addressee = excluded.addressee, department = excluded.department, honorific = excluded.honorific,
      remitter_code = excluded.remitter_code, is_not_dunned = excluded.is_not_dunned, has_slip = excluded.has_slip`
  await audit(scope, "save-payer-terms", memberId, { closingDay: input.closingDay })
}
