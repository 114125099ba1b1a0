import { holdPositions } from "#app/ledger/hold-positions.server.ts"
import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import type { VoucherId } from "#app/values/ids.ts"
import { negate, yen } from "#app/values/yen.ts"

type Difference = {
  contract_id: string | null
  seminar_order_id: string | null
  sub_account: string
  yen: number
}

/**
 * 請求による計上 under the gross policy: what invoices ask for beyond what is served and unpaid stands in 売掛金 and 前受金 alike (Dr 売掛金 /
 * Cr 前受金, and back where an invoice was lowered). Books the difference for these contracts and seminar orders, on the date or the first
 * open day; run again it adds nothing, and under the net policy it does nothing. Refuses nothing.
 */
export async function bookBilled(scope: Scope, subjectIds: readonly string[], on: CalendarDate): Promise<void> {
  const ids = [...new Set(subjectIds)]
  if (ids.length === 0 || (await booksPolicy(scope)) === "net") return
  await holdSubjects(scope, ids)
  const differences = await scope.sql<Difference>`
    select contract_id, seminar_order_id, sub_account, should_yen - booked_yen as yen
    from billed_ahead(${ids}::uuid[]) where should_yen <> booked_yen order by coalesce(contract_id, seminar_order_id)`
  if (differences.length > 0) await post(scope, differences, await postingDate(scope, on))
}

/** ⚙ net or gross, one for all books of an organization. */
export async function booksPolicy(scope: Scope): Promise<"net" | "gross"> {
  const [row] = await scope.sql<{ policy: "net" | "gross" }>`select books_policy as policy from billing_setting`
  return row?.policy ?? "net"
}

/** An issue run must not serve these between the reading and the posting. */
async function holdSubjects(scope: Scope, ids: readonly string[]) {
  const titles = await scope.sql<{ id: string }>`
    select distinct publication_id as id from contract where id = any (${[...ids]}::uuid[]) order by id`
  for (const { id } of titles) await holdPositions(scope, id, "shared")
  await scope.sql`select from contract_position where contract_id = any (${[...ids]}::uuid[]) order by contract_id for update`
  await scope.sql`select from seminar_position where order_id = any (${[...ids]}::uuid[]) order by order_id for update`
}

async function post(scope: Scope, differences: readonly Difference[], effectiveOn: CalendarDate) {
  const [first] = differences
  const [named] = await scope.sql<{ number: string; times: number }>`
    select number, (select count(*) from billed_movement where subject_id = subject.id)::integer as times
    from ledger_subject as subject where id = ${first?.contract_id ?? first?.seminar_order_id ?? null}::uuid`
  const others = differences.length > 1 ? ` ほか${differences.length - 1}件` : ""
  const voucherId = await openVoucher(scope, {
    ...{ kind: "invoice", effectiveOn },
    sourceKey: `billed:${named?.number ?? ""}:${(named?.times ?? 0) + 1}`,
    description: `請求による計上 ${named?.number ?? ""}${others}`,
  })
  if (voucherId === null) throw new Error("what was billed has its voucher already, though its positions were held")
  await scope.sql`
    insert into billed_movement (organization_id, contract_id, seminar_order_id, voucher_id, effective_on, cause, amount_yen)
    select ${scope.organizationId}, given.contract_id, given.seminar_order_id, ${voucherId}::uuid, ${effectiveOn}::date, 'invoice', given.yen
    from unnest(${differences.map((row) => row.contract_id)}::uuid[], ${differences.map((row) => row.seminar_order_id)}::uuid[],
      ${differences.map((row) => row.yen)}::bigint[]) as given (contract_id, seminar_order_id, yen)`
  const subAccounts = [...new Set(differences.map((row) => row.sub_account))]
  await postLines(
    scope,
    voucherId,
    subAccounts.flatMap((subAccount) => {
      const ofTitle = differences.filter((row) => row.sub_account === subAccount)
      const amountYen = yen(ofTitle.reduce((sum, row) => sum + row.yen, 0))
      return [
        { purpose: "receivable" as const, subAccount, amountYen },
        { purpose: "deferred" as const, subAccount, amountYen: negate(amountYen) },
      ]
    }),
  )
}

/**
 * Money for what is not served yet first pays what its invoice has put into 売掛金: gives how much of it that is, in yen, and takes it out of
 * what was booked as billed. The voucher's lines are the caller's. Nothing under the net policy.
 */
export async function releaseBilled(
  scope: Scope,
  posting: Readonly<{ voucherId: VoucherId; effectiveOn: CalendarDate }>,
  subject: Readonly<{ contractId: string } | { seminarOrderId: string }>,
  amountYen: number,
): Promise<number> {
  const contractId = "contractId" in subject ? subject.contractId : null
  const orderId = "seminarOrderId" in subject ? subject.seminarOrderId : null
  const [released] = await scope.sql<{ yen: number }>`
    insert into billed_movement (organization_id, contract_id, seminar_order_id, voucher_id, effective_on, cause, amount_yen)
    select ${scope.organizationId}, ${contractId}::uuid, ${orderId}::uuid, ${posting.voucherId}::uuid, ${posting.effectiveOn}::date,
      'payment', -least(booked.yen, ${amountYen}::bigint)
    from (select coalesce(sum(amount_yen), 0)::bigint as yen from billed_movement where subject_id = ${contractId ?? orderId}::uuid) as booked
    where least(booked.yen, ${amountYen}::bigint) > 0 returning -amount_yen as yen`
  return released?.yen ?? 0
}
