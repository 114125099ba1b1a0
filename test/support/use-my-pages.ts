import { beforeAll, expect } from "vitest"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { MyPageReader } from "#test/support/my-page-reader.ts"
import { useWeb } from "#test/support/use-web.ts"

type Term = { contract_id: string; offer_id: string; member_id: string; number: string; email: string; next: number }

/** The web with readers who may sign in to their own pages, and what a test asks of them. */
export function useMyPages() {
  const web = useWeb("legacy")

  let terms: Term[] = []
  const look = async <Result>(run: (scope: Scope) => Promise<Result>) => readScope(await web.house.actor(), run)
  const act = async <Result>(run: (scope: Scope) => Promise<Result>) => inScope(await web.house.actor(), run)

  beforeAll(async () => {
    web.house.setClock("2026-11-10T10:00:00+09:00")
    // Readers who pay for one running term of the monthly title each, with mail addresses of their own.
    terms = await act(
      (scope) => scope.sql<Term>`
        with chosen as (
          select contract.id, contract.offer_id, contract.payer_id, row_number() over (order by contract.number) as at,
            (select min(number) from issue where publication_id = contract.publication_id and shipped_on is null and skipped_on is null)
              as next
          from contract join contract_position as position on position.contract_id = contract.id
          join publication on publication.id = contract.publication_id and publication.code = 'GARDEN'
          where contract.state = 'active' and contract.price_yen > 0 and position.deferred_yen > 0 and contract.start_issue <= 521
            and position.served_units < contract.units - 3 and contract.payer_id in (
              select payer_id from contract group by payer_id having count(*) = 1)
          limit 8
        )
        update member set email = 'reader' || chosen.at || '@my.example' from chosen where member.id = chosen.payer_id
        returning chosen.id as contract_id, chosen.offer_id, member.id as member_id, member.number, member.email, chosen.next`,
    )
    terms.sort((one, other) => one.email.localeCompare(other.email))
  })

  const termAt = (at: number): Term => {
    const term = terms[at]
    if (!term) throw new Error("too few running terms in the demo data")
    return term
  }

  async function signedIn(at: number): Promise<MyPageReader> {
    const reader = new MyPageReader(web)
    expect((await reader.signIn(termAt(at).email)).headers.get("location")).toBe("/my/engei")
    return reader
  }

  const eventsOf = (contractId: string) =>
    look(
      (scope) => scope.sql<{ kind: string; recorded_by: string }>`
        select kind, recorded_by from contract_event where contract_id = ${contractId}::uuid order by seq desc`,
    )

  return { web, look, act, termAt, signedIn, eventsOf }
}
