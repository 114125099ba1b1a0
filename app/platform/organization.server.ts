import type { Clock } from "#app/platform/clock.server.ts"
import { type Actor, inHouse, type Locale } from "#app/platform/scope.server.ts"
import { idOf } from "#app/values/ids.ts"
import { refusalsOf } from "#app/values/refusal.ts"

const refuse = refusalsOf({
  "no-such-organization": {
    ja: "委託元「{code}」は登録されていません。",
    en: "There is no organization “{code}”.",
    status: 404,
  },
})

/** An Actor of the system itself (a job, a hook, a public page) for one organization, by its code. */
export async function actorFor(
  code: string,
  name: string,
  options: { locale?: Locale; clock?: Clock } = {},
): Promise<Actor> {
  const [row] = await inHouse((scope) => scope.sql<{ id: string }>`select id from organization where code = ${code}`)
  if (!row) throw refuse("no-such-organization", { code }, { field: "organization" })
  return { organizationId: idOf(row.id), name, locale: options.locale ?? "ja", clock: options.clock }
}

/** The codes of all organizations of the house, in order. */
export async function organizationCodes(): Promise<string[]> {
  const found = await inHouse((scope) => scope.sql<{ code: string }>`select code from organization order by code`)
  return found.map(({ code }) => code)
}
