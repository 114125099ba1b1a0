import { describe, expect, test } from "vitest"
import { firstIssuesForDate } from "#app/desk/first-issues-for-date.server.ts"
import { mergeMembers } from "#app/desk/merge-members.server.ts"
import { undoMerge } from "#app/desk/undo-merge.server.ts"
import { applyDueChanges } from "#app/members/apply-due-changes.server.ts"
import { changeAddress } from "#app/members/change-address.server.ts"
import { changeMember } from "#app/members/change-member.server.ts"
import { findMatches } from "#app/members/find-matches.server.ts"
import { addressesForMember, changesForMember } from "#app/members/history-for-member.server.ts"
import { joinOrAddMember } from "#app/members/join-or-add-member.server.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import { memberForm } from "#app/members/member-form.ts"
import { membersForList } from "#app/members/members-for-list.server.ts"
import { registerAnonymous } from "#app/members/register-anonymous.server.ts"
import { withdrawChange } from "#app/members/withdraw-change.server.ts"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { confirmIssueRun } from "#app/reports/confirm-issue-run.server.ts"
import { contractsForMember } from "#app/subscriptions/contracts-for-member.server.ts"
import { labelFileForRun } from "#app/subscriptions/shipping/label-file-for-run.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"
import { readFileSync } from "node:fs"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("legacy")
const act = async <Result>(run: (scope: Scope) => Promise<Result>) => inScope(await house.actor(), run)
const read = async <Result>(run: (scope: Scope) => Promise<Result>) => readScope(await house.actor(), run)

const idOfNumber = async (number: string): Promise<MemberId> => {
  const [row] = await read((scope) => scope.sql<{ id: string }>`select id from member where number = ${number}`)
  return idOf(row?.id ?? "")
}

/** A reader whose copies go out with the next issue of the garden. */
const gardener = async () => {
  const [row] = await read(
    (scope) => scope.sql<{ id: string; number: string }>`
      select member.id, member.number from member join contract_line as line on line.recipient_id = member.id
      join contract on contract.id = line.contract_id and contract.payer_id = member.id
      join publication on publication.id = contract.publication_id
      join contract_position as position on position.contract_id = contract.id
      where publication.code = 'GARDEN' and contract.state = 'active' and position.served_units < contract.units
        and contract.start_issue <= 521 and member.postal_code <> '' order by member.number limit 1`,
  )
  if (!row) throw new Error("no gardener")
  return { id: idOf<"member">(row.id), number: row.number }
}

const shibuya = {
  postalCode: "1500001",
  prefecture: "東京都",
  city: "渋谷区",
  street: "神宮前9-9-9",
  building: "新居501",
}

const formOf = async (id: MemberId, changes: Record<string, unknown>) => {
  const member = await read((scope) => memberForPage(scope, id))
  const given = Object.entries({ ...member, effectiveOn: "2026-11-16", ...changes })
  const texts = given.filter(([, value]) => typeof value === "string" || typeof value === "object")
  return memberForm("ja", []).parse(Object.fromEntries(texts.filter(([, value]) => value !== null)))
}

describe("A4 changes of contact person and address on the phone", () => {
  test("a new contact person holds at once, the old value stays in the history, twice the same adds nothing", async () => {
    const id = await idOfNumber("K0000002")
    const form = await formOf(id, { familyName: "髙橋", familyNameKana: "たかはし", department: "編集部" })
    expect(await act((scope) => changeMember(scope, id, form))).toEqual({ changed: 3 })
    expect(await act((scope) => changeMember(scope, id, form))).toEqual({ changed: 0 })
    const changes = await read((scope) => changesForMember(scope, id))
    expect(changes.map(({ field, oldValue, newValue, state }) => [field, oldValue, newValue, state])).toContainEqual([
      ...["family_name", "岡田", "髙橋", "applied"],
    ])
    const page = { sort: "number", descending: false, limit: 20, offset: 0 } as const
    const found = await read((scope) => membersForList(scope, { search: "高橋", rules: {} }, page))
    expect(found.members.map(({ number }) => number)).toContain("K0000002")
  })

  test("a change for a later date waits for its day, and can be withdrawn until then", async () => {
    const id = await idOfNumber("K0000003")
    const form = await formOf(id, { jobTitle: "部長", effectiveOn: "2026-12-01" })
    await act((scope) => changeMember(scope, id, form))
    expect((await read((scope) => memberForPage(scope, id)))?.jobTitle).not.toBe("部長")
    const [waiting] = await read((scope) => changesForMember(scope, id))
    expect(waiting?.state).toBe("waiting")
    await act((scope) => withdrawChange(scope, id, { change: waiting?.id ?? "" }))
    await act((scope) => applyDueChanges(scope, calendarDate("2026-12-01")))
    expect((await read((scope) => memberForPage(scope, id)))?.jobTitle).not.toBe("部長")
    await expect(act((scope) => withdrawChange(scope, id, { change: waiting?.id ?? "" }))).rejects.toMatchObject({
      code: "change-already-applied",
    })
  })

  test("an address kind that the member does not have is refused as where copies go", async () => {
    const id = await idOfNumber("K0000003")
    const form = await formOf(id, { copiesTo: "office" })
    await expect(act((scope) => changeMember(scope, id, form))).rejects.toMatchObject({ code: "address-kind-missing" })
  })

  test("the label of an issue shipped on or after the date has the new address, and the screen names that issue", async () => {
    const { id, number } = await gardener()
    const before = await read((scope) => memberForPage(scope, id))
    const input = { kind: "home", effectiveOn: calendarDate("2026-11-20"), ...shibuya } as const
    await act((scope) => changeAddress(scope, id, input))
    expect((await read((scope) => memberForPage(scope, id)))?.street).toBe(before?.street)
    const versions = await read((scope) => addressesForMember(scope, id))
    expect(versions.map(({ state }) => state)).toEqual(["later", "now"])
    const issues = await read((scope) => firstIssuesForDate(scope, id, calendarDate("2026-11-17")))
    expect(issues[0]?.number).toBeGreaterThanOrEqual(521)
    const { runId } = await act((scope) =>
      confirmIssueRun(scope, { publication: "GARDEN", issue: 521, shipsOn: calendarDate("2026-11-20") }),
    )
    const labels = await read((scope) => labelFileForRun(scope, runId))
    const text = new TextDecoder("shift_jis").decode(readFileSync(labels?.path ?? ""))
    expect(text.split("\r\n").find((line) => line.includes(`,${number},`))).toContain("渋谷区,神宮前9-9-9")
    // The daily job brings the address of the day back until its day has come, and a second run changes nothing.
    expect(await act((scope) => applyDueChanges(scope, calendarDate("2026-11-19")))).toMatchObject({ addresses: 1 })
    expect(await act((scope) => applyDueChanges(scope, calendarDate("2026-11-20")))).toMatchObject({ addresses: 1 })
    expect(await act((scope) => applyDueChanges(scope, calendarDate("2026-11-20")))).toEqual({
      fields: 0,
      addresses: 0,
    })
  })
})

describe("A7 the anonymous caller", () => {
  test("the button fills in the convention, one member for each office, and nobody is taken for him", async () => {
    const first = await act((scope) => registerAnonymous(scope, "123"))
    const again = await act((scope) => registerAnonymous(scope, "123"))
    expect([first.isNew, again.isNew]).toEqual([true, false])
    expect(again.memberId).toBe(first.memberId)
    await act((scope) => registerAnonymous(scope, "124"))
    const member = await read((scope) => memberForPage(scope, first.memberId))
    expect(member).toMatchObject({ familyName: "匿名", familyNameKana: "トクメイ", phone: "123AAA-AAAA" })
    expect(member?.addressCode).toBe("AA-123")
    await act(findMatches)
    const pairs = await read(
      (scope) => scope.sql`
        select from member_match where ${first.memberId}::uuid in (member_id, candidate_id)`,
    )
    expect(pairs).toEqual([])
  })
})

const person = {
  ...{ familyName: "渡邉", givenName: "一郎", familyNameKana: "ワタナベ", givenNameKana: "イチロウ", companyName: "" },
  ...{ department: "", postalCode: "1010051", prefecture: "東京都", city: "千代田区", street: "神田神保町1-1" },
  ...{ building: "", phone: "03-9999-0001", email: "", wantsMail: false },
} as const

describe("D3 名寄せ", () => {
  test("variants of old characters are one name: 渡邉 and 渡辺 at one phone stand in the queue, and are not merged", async () => {
    const one = await act((scope) => joinOrAddMember(scope, person, "web"))
    const other = { ...person, familyName: "渡辺", familyNameKana: "", givenNameKana: "", phone: "03-9999-0001" }
    const two = await act((scope) => joinOrAddMember(scope, { ...other, email: "w@example.jp" }, "web"))
    expect(two.memberId).not.toBe(one.memberId)
    const pairs = await read(
      (scope) => scope.sql<{ reasons: string[]; state: string }>`
        select reasons, state from member_match where ${two.memberId}::uuid in (member_id, candidate_id)`,
    )
    expect(pairs).toMatchObject([{ state: "open" }])
  })

  test("A3 a merge moves running contracts, keeps everything readable, and its undoing restores exactly that", async () => {
    const kept = await idOfNumber("K0000001")
    const merged = (await gardener()).id
    const before = await read((scope) => contractsForMember(scope, merged))
    const running = before.filter((contract) => contract.state === "active" && contract.servedUnits < contract.units)
    expect(running.length).toBeGreaterThan(0)
    const { mergeId } = await act((scope) => mergeMembers(scope, { kept, merged }))
    const joint = await read((scope) => contractsForMember(scope, kept))
    for (const { number } of before) expect(joint.map((contract) => contract.number)).toContain(number)
    expect(joint.find(({ number }) => number === running[0]?.number)?.payer.id).toBe(kept)
    await expect(act((scope) => mergeMembers(scope, { kept, merged }))).rejects.toMatchObject({
      code: "merge-needs-two",
    })
    await act((scope) => undoMerge(scope, mergeId))
    expect(await read((scope) => contractsForMember(scope, merged))).toEqual(before)
    await expect(act((scope) => undoMerge(scope, mergeId))).rejects.toMatchObject({ code: "merge-already-undone" })
  })
})
