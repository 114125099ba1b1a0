import { z } from "zod"
import { refuse } from "#app/publications/refusals.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { isCalendarDate } from "#app/values/calendar.ts"

const DateText = z.string().refine(isCalendarDate, "must be a date YYYY-MM-DD")
const Code = z.string().regex(/^[A-Z0-9][A-Z0-9_-]{0,19}$/)

/** Titles with their issue calendar, and offers (媒体・号・購読プラン). Prices in yen, tax included. */
export const CatalogueInput = z.object({
  publications: z.array(
    z.object({
      code: Code,
      name: z.string().min(1),
      nameEnglish: z.string().default(""),
      frequency: z.enum([
        "weekly",
        "biweekly",
        "monthly",
        "bimonthly",
        "quarterly",
        "halfyearly",
        "yearly",
        "irregular",
      ]),
      taxRatePercent: z.int().min(0).max(99),
      consumeUnitsPerIssue: z.int().min(1).max(2).default(1),
      issues: z.array(
        z.object({
          number: z.int().positive(),
          label: z.string().min(1),
          shipsOn: DateText,
          shippedOn: DateText.nullish(),
        }),
      ),
    }),
  ),
  offers: z.array(
    z.object({
      code: Code,
      publication: Code,
      name: z.string().min(1),
      nameEnglish: z.string().default(""),
      units: z.int().positive(),
      priceYen: z.int().min(0),
      autoRenewal: z.boolean().default(false),
    }),
  ),
})

/**
 * Creates or updates titles, issues and offers by their codes. Issues already shipped keep their dates; contracts keep the
 * terms they were sold under. Refuses: unknown-publication (an offer names a title that is not there).
 */
export async function saveCatalogue(
  scope: Scope,
  input: z.infer<typeof CatalogueInput>,
): Promise<{ publications: number; issues: number; offers: number }> {
  await savePublications(scope, input.publications)
  const issues = input.publications.flatMap(({ code, issues }) =>
    issues.map((issue) => ({ publication: code, ...issue })),
  )
  await scope.sql`
    insert into issue (organization_id, publication_id, number, label, ships_on, shipped_on)
    select ${scope.organizationId}, publication.id, given.number, given.label, given.ships_on, given.shipped_on
    from unnest(${issues.map((issue) => issue.publication)}::text[], ${issues.map((issue) => issue.number)}::integer[],
      ${issues.map((issue) => issue.label)}::text[], ${issues.map((issue) => issue.shipsOn)}::date[],
      ${issues.map((issue) => issue.shippedOn ?? null)}::date[])
      as given (publication, number, label, ships_on, shipped_on)
    join publication on publication.code = given.publication
    on conflict (organization_id, publication_id, number) do update
    set label = excluded.label,
      ships_on = case when issue.shipped_on is null then excluded.ships_on else issue.ships_on end,
      shipped_on = coalesce(issue.shipped_on, excluded.shipped_on)`
  await saveOffers(scope, input.offers)
  return { publications: input.publications.length, issues: issues.length, offers: input.offers.length }
}

async function savePublications(scope: Scope, publications: z.infer<typeof CatalogueInput>["publications"]) {
  await scope.sql`
    insert into publication (organization_id, code, name, name_english, frequency, tax_rate_percent, consume_units_per_issue)
    select ${scope.organizationId}, * from unnest(${publications.map(({ code }) => code)}::text[],
      ${publications.map(({ name }) => name)}::text[], ${publications.map(({ nameEnglish }) => nameEnglish)}::text[],
      ${publications.map(({ frequency }) => frequency)}::text[],
      ${publications.map(({ taxRatePercent }) => taxRatePercent)}::integer[],
      ${publications.map(({ consumeUnitsPerIssue }) => consumeUnitsPerIssue)}::integer[])
    on conflict (organization_id, code) do update set name = excluded.name, name_english = excluded.name_english,
      frequency = excluded.frequency, tax_rate_percent = excluded.tax_rate_percent,
      consume_units_per_issue = excluded.consume_units_per_issue`
}

async function saveOffers(scope: Scope, offers: z.infer<typeof CatalogueInput>["offers"]) {
  const known = await scope.sql<{ code: string }>`select code from publication`
  const unknown = offers.find(({ publication }) => !known.some(({ code }) => code === publication))
  if (unknown) throw refuse("unknown-publication", { code: unknown.publication }, { field: "offers" })
  await scope.sql`
    insert into offer (organization_id, code, publication_id, name, name_english, units, price_yen, auto_renewal)
    select ${scope.organizationId}, given.code, publication.id, given.name, given.name_english, given.units,
      given.price_yen, given.auto_renewal
    from unnest(${offers.map(({ code }) => code)}::text[], ${offers.map(({ publication }) => publication)}::text[],
      ${offers.map(({ name }) => name)}::text[], ${offers.map(({ nameEnglish }) => nameEnglish)}::text[],
      ${offers.map(({ units }) => units)}::integer[], ${offers.map(({ priceYen }) => priceYen)}::bigint[],
      ${offers.map(({ autoRenewal }) => autoRenewal)}::boolean[])
      as given (code, publication, name, name_english, units, price_yen, auto_renewal)
    join publication on publication.code = given.publication
    on conflict (organization_id, code) do update set name = excluded.name, name_english = excluded.name_english,
      units = excluded.units, price_yen = excluded.price_yen, auto_renewal = excluded.auto_renewal`
}
