import { addresseesForPayers } from "#app/billing/papers/addressee-for-payer.server.ts"
import type { Addressee } from "#app/billing/papers/paper.ts"
import { refuse } from "#app/billing/refusals.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { formatPostalCode } from "#app/values/text.ts"

type Typed = {
  payer_id: string | null
  company: string
  person: string
  postal_code: string
  lines: string[]
  has_terms: boolean
}

/**
 * To whom papers of a seminar order are made out (宛名): what the payer's terms say, or else the company and address that were typed for
 * this application, even where the member has none, or else the member's own. Refuses: unknown-subject.
 */
export async function addresseeForSeminarOrder(scope: Scope, orderId: string): Promise<Addressee> {
  const [typed] = await scope.sql<Typed>`
    select payer_id, payer->>'companyName' as company,
      concat_ws(' ', nullif(payer->>'department', ''), payer->>'familyName', nullif(payer->>'givenName', '')) as person,
      payer->>'postalCode' as postal_code, array_remove(array[concat(payer->>'prefecture', payer->>'city', payer->>'street'),
        payer->>'building'], '') as lines,
      exists (select from payer_terms where member_id = payer_id and addressee <> '') as has_terms
    from seminar_order cross join lateral (select form->'payer' as payer) as given where id = ${orderId}::uuid`
  const payerId = typed?.payer_id ?? null
  const addressee = payerId === null ? undefined : (await addresseesForPayers(scope, [payerId])).get(payerId)
  if (!typed || !addressee) throw refuse("unknown-subject")
  if (typed.has_terms) return addressee
  const postalCode = typed.postal_code === "" ? "" : formatPostalCode(typed.postal_code)
  const sent = typed.lines.length === 0 ? {} : { postalCode, lines: typed.lines }
  if (typed.company === "") return { ...addressee, ...sent }
  return { ...addressee, ...sent, name: typed.company, department: typed.person, honorific: "様" }
}
