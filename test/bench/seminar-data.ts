import { OrganizationInput, saveOrganization } from "#app/identity/save-organization.server.ts"
import { openBooks } from "#app/ledger/open-books.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { type Actor, inHouse, inScope } from "#app/platform/scope.server.ts"
import { saveSeminarApplication } from "#app/seminars/apply/save-seminar-application.server.ts"
import { seminarForm } from "#app/seminars/apply/seminar-form.ts"
import { saveSeminars } from "#app/seminars/plan/save-seminars.server.ts"
import { SeminarFile } from "#app/seminars/seminar-file.ts"

/** A free seminar far ahead, of so many seats. */
export const benchSeminar = (code: string, capacity: number) => ({
  ...{ code, title: `計測 ${code}`, summary: "計測のための講座", contact: "03-0000-0521", state: "published" },
  sessions: [{ startsAt: "2099-12-10 13:30", endsAt: "2099-12-10 16:00", room: "BENCH" }],
  ...{ pools: [{ name: "会場", capacity }], fees: [{ name: "一般", priceYen: 0 }] },
})

/** The bench's organization with its seminars. */
export async function foundSeminars(...seminars: readonly ReturnType<typeof benchSeminar>[]): Promise<Actor> {
  const organizationId = await inHouse((scope) =>
    saveOrganization(scope, OrganizationInput.parse({ code: "bench", name: "計測社" })),
  )
  await inScope({ organizationId, name: "bench", locale: "ja" }, async (scope) => {
    await openBooks(scope)
    const rooms = [{ code: "BENCH", name: "計測会場", capacity: 100_000 }]
    await saveSeminars(scope, SeminarFile.parse({ rooms, seminars }))
  })
  return actorFor("bench", "bench")
}

/** Somebody's filled-in form for a seminar; `at` makes him another person. */
export const formOf = (fee: string, orderId: string, at: number) =>
  seminarForm("ja").parse({
    ...{ orderId, fee, way: "free", attends: "yes", agrees: "yes", allowsReminder: "yes" },
    ...{ familyName: "計測", givenName: `${at}番`, familyNameKana: "ケイソク", givenNameKana: "バン" },
    ...{ email: `bench${at}@example.jp`, phone: `090${String(at).padStart(8, "0")}`, companyName: "", department: "" },
  })

/** Filled-in applications for a seminar, one typed and the others copied in one statement; their ids. */
export const fillApplications = (actor: Actor, code: string, count: number): Promise<readonly string[]> =>
  inScope(actor, async (scope) => {
    const [made] = await scope.sql<{ id: string; fee: string }>`
      select new_id() as id, fee_type.id as fee from fee_type join seminar on seminar.id = seminar_id where code = ${code}`
    const form = formOf(made?.fee ?? "", made?.id ?? "", 0)
    const id = await saveSeminarApplication(scope, { code, form, channel: "web", sourceCode: "", sourcePage: "" })
    const rows = await scope.sql<{ id: string }>`
      insert into seminar_order (organization_id, id, number, seminar_id, fee_type_id, channel, way, party, unit_yen, total_yen,
        tax_rate_percent, form, locale, started_at, recorded_by)
      select organization_id, new_id(), 'B' || ${code}::text || at, seminar_id, fee_type_id, channel, way, party, unit_yen, total_yen,
        tax_rate_percent, jsonb_set(jsonb_set(form, '{payer,email}', to_jsonb('load' || at || '@x.example')), '{payer,phone}',
          to_jsonb('080' || lpad(at::text, 8, '0'))), locale, started_at, recorded_by
      from seminar_order, generate_series(1, ${count}::integer) as at where seminar_order.id = ${id}::uuid returning id`
    return rows.map((row) => row.id)
  })
