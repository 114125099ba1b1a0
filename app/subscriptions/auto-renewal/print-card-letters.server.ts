import { organizationForNotice } from "#app/notices/organization-for-notice.server.ts"
import { printLetters } from "#app/notices/print-letters.server.ts"
import { wordingsInForce } from "#app/notices/wordings-in-force.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { cardLetters } from "#app/subscriptions/auto-renewal/card-letters.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/**
 * Prints the letters of renewals by card that wait (自動更新の予告・カード決済不能), as one PDF with a page each, and keeps with each notice its
 * page: a second run prints nothing. Gives how many and the file.
 */
export async function printCardLetters(
  scope: Scope,
  asOf: CalendarDate,
): Promise<{ letters: number; letterFileId: string | null }> {
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`auto-renewals:${scope.organizationId}`}, 0))`
  const post = { asOf, sender: await organizationForNotice(scope), wordings: await wordingsInForce(scope) }
  const pages = await cardLetters(scope, "waiting", post)
  const letterFileId = await printLetters(scope, {
    ...{ kind: "card-renewal", name: `card-renewal-letters-${asOf}` },
    letters: pages.map(({ letter }) => letter),
  })
  if (letterFileId === null) return { letters: 0, letterFileId }
  await scope.sql`
    update auto_renewal_notice as notice set letter_file_id = ${letterFileId}::uuid, letter_page = given.page, wording_id = given.wording_id
    from unnest(${pages.map(({ contractId }) => contractId)}::uuid[], ${pages.map(({ kind }) => kind)}::text[],
      ${pages.map(({ attempt }) => attempt)}::integer[], ${pages.map(({ sentOn }) => sentOn)}::date[],
      ${pages.map((_, at) => at + 1)}::integer[], ${pages.map(({ wordingId }) => wordingId)}::uuid[])
      as given (contract_id, kind, attempt, sent_on, page, wording_id)
    where notice.contract_id = given.contract_id and notice.kind = given.kind and notice.attempt = given.attempt
      and notice.sent_on = given.sent_on`
  await audit(scope, "print-card-letters", asOf, { letters: pages.length })
  return { letters: pages.length, letterFileId }
}
