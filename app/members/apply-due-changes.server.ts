import { applyDueAddresses } from "#app/members/apply-due-addresses.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/**
 * Brings into force what was recorded for a date that has come (適用日): profile fields once, the latest of each field last, then
 * the main addresses. Set-based; a second call changes nothing.
 */
export async function applyDueChanges(
  scope: Scope,
  onDate: CalendarDate,
): Promise<{ fields: number; addresses: number }> {
  const due = await scope.sql<{ id: string }>`
    with due as (
      select change.id, change.member_id, change.field, change.new_value,
        row_number() over (partition by change.member_id, change.field order by change.effective_on desc, change.recorded_at desc) = 1
          as is_last
      from member_change as change
      where change.applied_at is null and change.withdrawn_at is null and change.effective_on <= ${onDate}::date
    ), given as (
      select member_id, jsonb_object_agg(field, new_value) as value from due where is_last group by member_id
    ), profile as (
      update member set
        family_name = coalesce(given.value->>'family_name', family_name),
        given_name = coalesce(given.value->>'given_name', given_name),
        family_name_kana = coalesce(given.value->>'family_name_kana', family_name_kana),
        given_name_kana = coalesce(given.value->>'given_name_kana', given_name_kana),
        company_name = coalesce(given.value->>'company_name', company_name),
        department = coalesce(given.value->>'department', department),
        job_title = coalesce(given.value->>'job_title', job_title),
        phone = coalesce(given.value->>'phone', phone), email = coalesce(given.value->>'email', email),
        gender = nullif(coalesce(given.value->>'gender', gender, ''), ''),
        born_on = nullif(coalesce(given.value->>'born_on', born_on::text, ''), '')::date,
        industry = coalesce(given.value->>'industry', industry),
        occupation = coalesce(given.value->>'occupation', occupation),
        locale = coalesce(given.value->>'locale', locale), note = coalesce(given.value->>'note', note),
        copies_to = coalesce(given.value->>'copies_to', copies_to)
      from given where member.id = given.member_id and member.erased_at is null
      returning member.id
    ), own as (
      insert into member_field_value as kept (organization_id, member_id, code, value)
      select ${scope.organizationId}, member_id, substr(field, 5), new_value from due where is_last and field like 'own:%'
      on conflict (organization_id, member_id, code) do update set value = excluded.value
    )
    update member_change as change set applied_at = ${scope.now} from due where change.id = due.id returning change.id`
  return { fields: due.length, addresses: await applyDueAddresses(scope, onDate) }
}
