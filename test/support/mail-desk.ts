import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import type { BounceOfList } from "#app/notices/bounce.ts"
import { bouncesForList } from "#app/notices/bounces-for-list.server.ts"
import { keepBounces } from "#app/notices/keep-bounces.server.ts"
import { queueMail } from "#app/notices/queue-mail.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import type { ContractId, MemberId } from "#app/values/ids.ts"
import { Refusal } from "#app/values/refusal.ts"
import type { smallWorld } from "#test/support/small-world.ts"

/** A desk at which mails of a small world come back. */
export function mailDesk(world: ReturnType<typeof smallWorld>) {
  const { act, look } = world
  let reports = 0

  const refusal = (run: Promise<unknown>) =>
    run.then(
      () => "done",
      (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
    )
  const addressOf = async (member: MemberId) => (await look((scope) => memberForPage(scope, member)))?.email ?? ""

  /** A mail to the member's address comes back; gives the bounce. */
  async function comesBack(
    outboxId: string,
    status = "5.1.1",
    action: "failed" | "delayed" = "failed",
  ): Promise<string> {
    reports += 1
    await act((scope) =>
      keepBounces(scope, [{ outboxId, reportKey: `report ${reports}`, action, status, diagnostic: "no such user" }]),
    )
    const [row] = await look(
      (scope) => scope.sql<{ id: string }>`select id from mail_bounce where report_key = ${`report ${reports}`}`,
    )
    return row?.id ?? ""
  }

  async function someMailOf(member: MemberId): Promise<string> {
    reports += 1
    const recipient = await addressOf(member)
    await act((scope) =>
      queueMail(scope, {
        ...{
          kind: "receipt",
          dedupeKey: `mail ${reports}`,
          recipient,
          subject: "領収書",
          text: "本文",
          html: "",
          memberId: member,
        },
      }),
    )
    return outboxIdOf(`mail ${reports}`)
  }

  async function outboxIdOf(key: string): Promise<string> {
    const [row] = await look((scope) => scope.sql<{ id: string }>`select id from outbox where dedupe_key = ${key}`)
    if (!row) throw new Error(`no mail ${key}`)
    return row.id
  }

  const list = (state: "open" | "solved", search: string): Promise<BounceOfList[]> =>
    look((scope) => bouncesForList(scope, { state, action: "", kind: "", search, limit: 50, offset: 0 }))

  /** An order paid by invoice, due on 10 April 2026. */
  async function invoiced(member: MemberId): Promise<ContractId> {
    const contract = await world.order(member, "Q4", { paymentWay: "invoice" })
    const addressee = { name: "つばめ商会", department: "", honorific: "御中" }
    await act((scope) => invoiceContract(scope, { contractId: contract, addressee, dueOn: calendarDate("2026-04-10") }))
    return contract
  }

  return { refusal, addressOf, comesBack, someMailOf, outboxIdOf, list, invoiced }
}
