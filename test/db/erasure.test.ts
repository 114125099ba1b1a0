import { describe, expect, test } from "vitest"
import { eraseMember } from "#app/desk/erase-member.server.ts"
import { changeAddress } from "#app/members/change-address.server.ts"
import { joinOrAddMember } from "#app/members/join-or-add-member.server.ts"
import { queueMail } from "#app/notices/queue-mail.server.ts"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("legacy")
const act = async <Result>(run: (scope: Scope) => Promise<Result>) => inScope(await house.actor(), run)
const read = async <Result>(run: (scope: Scope) => Promise<Result>) => readScope(await house.actor(), run)

const person = {
  ...{
    familyName: "消田",
    givenName: "忘子",
    familyNameKana: "ケシタ",
    givenNameKana: "ワスレコ",
    companyName: "忘却商会",
  },
  ...{ department: "", postalCode: "1010051", prefecture: "東京都", city: "千代田区", street: "忘却町7-7-7" },
  ...{ building: "", phone: "03-7070-7070", email: "wasureko@example.jp", wantsMail: true },
} as const
const traces = ["消田", "忘子", "ケシタ", "ワスレコ", "忘却", "03-7070-7070", "0370707070", "wasureko"]

/** Every table of the house with a text somewhere that names the person. */
const tablesNaming = () =>
  read(async (scope) => {
    const tables = await scope.sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'knex%' order by table_name`
    const found: string[] = []
    for (const { name } of tables) {
      const answer = await scope.tx.raw<{ rows: unknown[] }>(
        "select from ?? as one where to_jsonb(one)::text ilike any (?::text[]) limit 1",
        [name, traces.map((trace) => `%${trace}%`)],
      )
      if (answer.rows.length > 0) found.push(name)
    }
    return found
  })

const booksOf = () =>
  read(
    (scope) => scope.sql`
      select (select jsonb_agg(to_jsonb(voucher_line) order by voucher_id, line_no)::text from voucher_line) as lines,
        (select jsonb_agg(to_jsonb(movement) order by contract_id, voucher_id)::text from movement) as movements,
        (select count(*) from customer_order) as orders, (select count(*) from payment) as payments,
        (select jsonb_agg(number order by number)::text from member) as numbers`,
  )

describe("F20 erasure while the books stay", () => {
  test("nothing names the person any more, search finds nobody, the books are the same to the yen", async () => {
    const member = await act((scope) => joinOrAddMember(scope, person, "web"))
    await act(async (scope) => {
      const address = { postalCode: "1500001", prefecture: "東京都", city: "渋谷区", street: "忘却台1", building: "" }
      await changeAddress(scope, member.memberId, {
        kind: "office",
        effectiveOn: calendarDate("2026-11-01"),
        ...address,
      })
      const mail = { subject: "消田様", text: "消田 忘子 様", html: "<p>消田 忘子 様</p>" }
      const to = { recipient: person.email, memberId: member.memberId }
      await queueMail(scope, { kind: "receipt", dedupeKey: "erasure", ...to, ...mail })
      await scope.sql`
        insert into remitter_alias (organization_id, remitter_key, payer_id, learned_at, learned_by)
        values (${scope.organizationId}, 'ケシタワスレコ', ${member.memberId}::uuid, ${scope.now}, 'test')`
      await scope.sql`
        insert into payer_terms (organization_id, member_id, addressee, department)
        values (${scope.organizationId}, ${member.memberId}::uuid, '忘却商会', '消田様')`
      const [offer] = await scope.sql<{ id: string }>`select id from offer limit 1`
      await scope.sql`
        insert into application (organization_id, id, offer_id, form, locale, started_at)
        values (${scope.organizationId}, new_id(), ${offer?.id ?? ""}::uuid, ${JSON.stringify(person)}::jsonb, 'ja', ${scope.now})`
    })
    expect(await tablesNaming()).toEqual(expect.arrayContaining(["member", "outbox", "payer_terms", "remitter_alias"]))
    const before = await booksOf()
    expect(await act((scope) => eraseMember(scope, member.number))).toMatchObject({
      members: 1,
      applications: 1,
      mails: 1,
    })
    expect(await tablesNaming()).toEqual([])
    expect(await booksOf()).toEqual(before)
    expect((await read(checkBooks)).differences).toEqual([])
    await expect(act((scope) => eraseMember(scope, member.number))).rejects.toMatchObject({ code: "no-such-member" })
  })

  test("a contract that runs, money that is owed, and a merged member refuse it", async () => {
    const [running] = await read(
      (scope) => scope.sql<{ number: string }>`
        select member.number from member join contract on contract.payer_id = member.id
        join contract_position as position on position.contract_id = contract.id
        where contract.state = 'active' and position.served_units < contract.units limit 1`,
    )
    await expect(act((scope) => eraseMember(scope, running?.number ?? ""))).rejects.toMatchObject({
      code: "contract-still-runs",
    })
    const [owing] = await read(
      (scope) => scope.sql<{ number: string }>`
        select member.number from member where exists (select from contract join contract_position as position
            on position.contract_id = contract.id where contract.payer_id = member.id and position.receivable_yen > 0)
          and not exists (select from contract join contract_position as position on position.contract_id = contract.id
            where contract.payer_id = member.id and contract.state = 'active' and position.served_units < contract.units)
          and not exists (select from contract_line as line join contract on contract.id = line.contract_id
            where line.recipient_id = member.id and contract.state = 'active') limit 1`,
    )
    if (owing) {
      await expect(act((scope) => eraseMember(scope, owing.number))).rejects.toMatchObject({ code: "money-still-owed" })
    }
    const [other] = await read((scope) => scope.sql<{ id: string }>`select id from member order by number limit 1`)
    const lonely = await act((scope) => joinOrAddMember(scope, { ...person, email: "x@example.jp" }, "web"))
    await act(
      (scope) => scope.sql`
        update member set merged_into_id = ${idOf(other?.id ?? "")}::uuid where id = ${lonely.memberId}::uuid`,
    )
    await expect(act((scope) => eraseMember(scope, lonely.number))).rejects.toMatchObject({
      code: "erase-the-kept-one",
    })
  })
})
