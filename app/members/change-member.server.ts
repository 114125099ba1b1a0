import { applyDueChanges } from "#app/members/apply-due-changes.server.ts"
import type { MemberForm } from "#app/members/member-form.ts"
import { keepAddressOfBefore } from "#app/members/parts/keep-address-of-before.server.ts"
import { refuse } from "#app/members/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

/**
 * Changes a member's profile (基本情報・担当者の変更) from a date on. Each field that differs becomes a row of the history with its
 * old value; what is due is applied at once, the rest waits for its day. Refuses: member-not-here, address-kind-missing.
 */
export async function changeMember(scope: Scope, memberId: MemberId, form: MemberForm): Promise<{ changed: number }> {
  const [member] = await scope.sql<{ number: string; copies_to: string }>`
    select number, copies_to from member where id = ${memberId}::uuid and erased_at is null and merged_into_id is null
    for update`
  if (!member) throw refuse("member-not-here")
  if (form.copiesTo !== undefined && form.copiesTo !== member.copies_to)
    await prepareOtherAddress(scope, memberId, form)
  const changed = await scope.sql<{ field: string }>`
    insert into member_change (organization_id, member_id, field, old_value, new_value, effective_on, recorded_at, recorded_by)
    select ${scope.organizationId}, member.id, given.key, present.value, given.value, ${form.effectiveOn}::date, ${scope.now},
      ${scope.actor}
    from jsonb_each_text(${JSON.stringify(valuesOf(form))}::jsonb) as given
    join member on member.id = ${memberId}::uuid
    cross join lateral (
      select coalesce(case when given.key like 'own:%' then (select value from member_field_value as own
          where own.member_id = member.id and own.code = substr(given.key, 5))
        else to_jsonb(member)->>given.key end, '') as value
    ) as present
    where present.value <> given.value
    returning field`
  if (changed.length === 0) return { changed: 0 }
  await audit(scope, "change-member", member.number, {
    fields: changed.map(({ field }) => field).sort(),
    effectiveOn: form.effectiveOn,
  })
  await applyDueChanges(scope, scope.today)
  return { changed: changed.length }
}

async function prepareOtherAddress(scope: Scope, memberId: MemberId, form: MemberForm) {
  const [there] = await scope.sql`
    select from member_address where member_id = ${memberId}::uuid and kind = ${form.copiesTo}
      and withdrawn_at is null and effective_on <= ${form.effectiveOn}::date limit 1`
  if (!there) throw refuse("address-kind-missing", {}, { field: "copiesTo" })
  await keepAddressOfBefore(scope, memberId, form.effectiveOn)
}

/** The form's values under the names of their columns; a field that the form does not have stays as it is. */
function valuesOf(form: MemberForm): Record<string, string> {
  const given: Record<string, string | undefined> = {
    ...{ family_name: form.familyName, given_name: form.givenName, family_name_kana: form.familyNameKana },
    ...{ given_name_kana: form.givenNameKana, company_name: form.companyName, department: form.department },
    ...{
      job_title: form.jobTitle,
      phone: form.phone,
      email: form.email,
      gender: form.gender ?? "",
      born_on: form.bornOn,
    },
    ...{ industry: form.industry, occupation: form.occupation, locale: form.locale, copies_to: form.copiesTo },
    note: (form.note ?? "").replaceAll("\r\n", "\n").trim(),
    ...Object.fromEntries(Object.entries(form.own ?? {}).map(([code, value]) => [`own:${code}`, value])),
  }
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}
