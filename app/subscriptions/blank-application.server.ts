import { type Actor, inHouse, readScope } from "#app/platform/scope.server.ts"
import { verified } from "#app/platform/seal.server.ts"
import { applicationForReader } from "#app/subscriptions/application-for-reader.server.ts"
import type { ApplicationForm } from "#app/subscriptions/application.ts"
import type { OfferForApplication } from "#app/subscriptions/offer-for-application.server.ts"
import { idOf, isId } from "#app/values/ids.ts"

export type BlankApplication = Partial<Omit<ApplicationForm, "startIssue" | "copies">> &
  Readonly<{ applicationId: string; startIssue: string; copies: string }>

/**
 * What an application form starts with: an id of its own, so that a double submit is one application; and, where the reader
 * came back to correct one (`from`, a signed token), what he had typed there.
 */
export async function blankApplication(
  actor: Actor,
  offer: OfferForApplication,
  from: string | null,
): Promise<BlankApplication> {
  const [made] = await inHouse((scope) => scope.sql<{ id: string }>`select new_id() as id`)
  if (!made) throw new Error("new_id gave no row")
  const blank = {
    applicationId: made.id,
    startIssue: String(offer.issues[0]?.number ?? ""),
    copies: "1",
    payBy: "card" as const,
  }
  const earlier = from === null ? null : verified("application", from)
  if (earlier === null || !isId(earlier)) return blank
  const { form } = await readScope(actor, (scope) => applicationForReader(scope, idOf(earlier)))
  return {
    ...form,
    agrees: undefined,
    applicationId: made.id,
    startIssue: String(form.startIssue),
    copies: String(form.copies),
  }
}
