import type { Scope } from "#app/platform/scope.server.ts"
import type { Publisher } from "#test/scenarios/fiscal-year/publisher.ts"

/** What a day's act wrote, by kind: vouchers, contract events, mails and papers. */
export type Caused = Readonly<
  Record<"vouchers" | "events" | "mails" | "papers", Readonly<Record<string, number | undefined>>>
>

export type Entry = Readonly<{
  on: string
  what: string
  act: () => Promise<unknown>
  causes: Partial<Caused>
}>

/** A chapter of the diary, as one publisher lives it. */
export type Chapter = (publisher: Publisher) => readonly Entry[]

const written = (scope: Scope) => scope.sql<{ what: keyof Caused; kind: string; count: number }>`
  select 'vouchers' as what, kind, count(*)::integer as count from voucher group by 2
  union all select 'events', kind, count(*)::integer from contract_event group by 2
  union all select 'mails', kind, count(*)::integer from outbox group by 2
  union all select 'papers', kind, count(*)::integer from issued_paper group by 2 order by 1, 2`

/** Tells what was written since it was last asked; everything counts, whoever did it. */
export function watch(publisher: Publisher): () => Promise<Caused> {
  const seen = new Map<string, number>()
  return async () => {
    const caused = { vouchers: {}, events: {}, mails: {}, papers: {} } satisfies Caused
    for (const { what, kind, count } of await publisher.look(written)) {
      const before = seen.get(`${what} ${kind}`) ?? 0
      if (count !== before) Object.assign(caused[what], { [kind]: count - before })
      seen.set(`${what} ${kind}`, count)
    }
    return caused
  }
}

export const nothing: Caused = { vouchers: {}, events: {}, mails: {}, papers: {} }
