import iconv from "iconv-lite"
import { createReadStream } from "node:fs"
import { beforeAll, describe, expect, test } from "vitest"
import { eraseMember } from "#app/desk/erase-member.server.ts"
import { changeAddress } from "#app/members/change-address.server.ts"
import { pathOfFile } from "#app/platform/files.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { timelineForMember } from "#app/reports/timeline-for-member.server.ts"
import { brochureForm, staffBrochureForm, type WaitReason } from "#app/subscriptions/brochures/brochure-form.ts"
import { brochureLabels } from "#app/subscriptions/brochures/brochure-labels.server.ts"
import {
  brochureBatches,
  brochureRequests,
  brochureYield,
} from "#app/subscriptions/brochures/brochure-requests.server.ts"
import { brochuresForList } from "#app/subscriptions/brochures/brochures-for-list.server.ts"
import { markBatchSent } from "#app/subscriptions/brochures/mark-batch-sent.server.ts"
import { pickBrochures } from "#app/subscriptions/brochures/pick-brochures.server.ts"
import { cancelBrochures, requestByStaff } from "#app/subscriptions/brochures/request-brochures.server.ts"
import { addBrochure, changeBrochure, retireBrochure } from "#app/subscriptions/brochures/save-brochure.server.ts"
import { registerReturn } from "#app/subscriptions/contract/register-return.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import type { MemberId } from "#app/values/ids.ts"
import { Refusal } from "#app/values/refusal.ts"
import { bytesOf } from "#test/support/bytes-of.ts"
import { pagesOfPdf } from "#test/support/pages-of-pdf.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const { act, look, reader } = world
let ids = 0

const brochure = (more: Record<string, string>) => brochureForm("ja").parse({ weightGrams: "120", ...more })
const numberOf = async (id: MemberId) =>
  (await look((scope) => scope.sql<{ number: string }>`select number from member where id = ${id}::uuid`))[0]?.number ??
  ""

async function ask(member: MemberId, brochures: string[], more: Record<string, string> = {}) {
  ids += 1
  const requestId = `00000000-0000-7000-8000-${String(ids).padStart(12, "0")}`
  const form = staffBrochureForm("ja").parse({ requestId, brochures, copies: "1", channel: "phone", ...more })
  return (await act(async (scope) => requestByStaff(scope, await numberOf(member), form))).number
}

const refusal = async (run: Promise<unknown>) => run.then(() => "done", (error: unknown) => error instanceof Refusal ? error.code : String(error)) // prettier-ignore

const pick = async () => (await act(pickBrochures)).batch
const fileOf = async (batchId: string, encoding: "utf8" | "cp932") => {
  const [path = ""] = await look(async (scope) => {
    const rows = await scope.sql<{ sha256: string; kind: string }>`
      select file.sha256, case when file.id = utf8_file_id then 'utf8' else 'cp932' end as kind
      from brochure_batch join stored_file as file on file.id in (utf8_file_id, cp932_file_id) where brochure_batch.id = ${batchId}::uuid`
    return rows.filter(({ kind }) => kind === encoding).map(({ sha256 }) => pathOfFile(scope, sha256))
  })
  return bytesOf(createReadStream(path))
}
const reasons = async () =>
  Object.fromEntries(
    (await look((scope) => brochureRequests(scope, null, 100)))
      .filter(({ state }) => state === "waiting" || state === "left-out")
      .map(({ number, reason }): [string, WaitReason | null] => [number, reason]),
  )

beforeAll(async () => {
  await world.found()
  world.today("2026-04-02")
  await act(async (scope) => {
    await addBrochure(scope, brochure({ code: "GUIDE", name: "総合案内", nameEnglish: "Guide" }))
    await addBrochure(scope, brochure({ code: "TRIAL", name: "見本誌", weightGrams: "３００", stockCopies: "5" }))
    await scope.sql`
      insert into source_code (organization_id, code, name, kind) values (${scope.organizationId}, 'FAIR', '春の展示会', 'event')`
  })
})

describe("C5 資料発送", () => {
  test("C5 every open request goes exactly once into a numbered batch, with the address of the day", async () => {
    const first = await reader()
    const second = await reader()
    await act(async (scope) => {
      await scope.sql`update member set family_name = '𠮷髙', building = '=1+1' where id = ${second}::uuid`
      await changeAddress(scope, first, {
        ...{ kind: "home", effectiveOn: calendarDate("2026-04-05") },
        ...{ postalCode: "1500001", prefecture: "東京都", city: "渋谷区", street: "神宮前1-1", building: "" },
      })
    })
    const [one, two] = [
      await ask(first, ["GUIDE", "TRIAL"]),
      await ask(second, ["TRIAL"], { copies: "2", channel: "fax" }),
    ]
    world.today("2026-04-06")
    const dry = await inScope(await house.actor("tsuki"), pickBrochures, { rollBack: true })
    expect([dry.batch?.requests, await look(brochureBatches)]).toEqual([2, []])
    const batch = await pick()
    expect(batch).toMatchObject({ number: "BA000001", requests: 2, copies: 4, missing: { count: 1 } })
    const utf8 = await fileOf(batch?.id ?? "", "utf8")
    expect([...utf8.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = utf8.toString().slice(1).split("\r\n")
    expect(lines).toHaveLength(5)
    expect(lines[0]).toMatch(/^出荷指示番号,行番号,請求番号,会員番号,郵便番号,/)
    const [third] = lines.filter((line) => line.includes(two))
    expect(third).toContain("TRIAL,見本誌,2,600,2026-04-02")
    expect(third).toContain("'=1+1")
    const ofFirst = lines.filter((line) => line.includes(one))
    expect(ofFirst.map((line) => line.split(",").slice(4, 8).join(" "))).toEqual(
      Array(2).fill("150-0001 東京都 渋谷区 神宮前1-1"),
    )
    const cp932 = iconv.decode(await fileOf(batch?.id ?? "", "cp932"), "CP932")
    expect(cp932.split("\r\n")[0]).toBe(lines[0])
    expect(cp932).toContain("〓髙")
    expect((await look(brochureBatches))[0]?.missing).toEqual([{ character: "𠮷", record: 2, field: 12 }])
    // The stock went down; an uncounted one is not counted.
    expect(
      (await look(brochuresForList)).map(({ code, stockCopies, pickedCopies }) => [code, stockCopies, pickedCopies]),
    ).toEqual([
      ["GUIDE", null, 1],
      ["TRIAL", 2, 3],
    ])
    expect([await pick(), await pick()]).toEqual([null, null])
    expect(await look(brochureBatches)).toHaveLength(1)
  })

  test("C5 two at once: each request is in one batch", async () => {
    const asked = [await ask(await reader(), ["GUIDE"]), await ask(await reader(), ["GUIDE"])]
    const made = (await Promise.all([pick(), pick(), pick()])).filter((batch) => batch !== null)
    expect(made.map(({ requests }) => requests)).toEqual([2])
    const text = (await fileOf(made[0]?.id ?? "", "utf8")).toString()
    for (const number of asked) expect(text.split(number)).toHaveLength(2)
  })

  test("C5 labels come out the same again, one a request with what it gets", async () => {
    const [batch] = (await look(brochureBatches)).slice(-1)
    const bytes = async () => {
      const made = await look((scope) => brochureLabels(scope, batch?.id ?? "", "12"))
      return made ? bytesOf(made.content) : Buffer.from("")
    }
    const once = await bytes()
    expect((await bytes()).equals(once)).toBe(true)
    const text = (await pagesOfPdf(once)).join("\n")
    expect(text).toContain("GUIDE+TRIAL")
    expect(text).toContain("TRIAL×2")
    expect(text).toContain("渋谷区神宮前1-1")
  })

  test("C5 undeliverable, without address, beyond the stock: left out with the reason, taken once it is mended", async () => {
    const [returned, homeless, thirsty, modest] = [await reader(), await reader(), await reader(), await reader()]
    const contract = await world.order(returned, "M12")
    await world.ship("TSUKI", 1)
    await act(async (scope) => {
      await registerReturn(scope, { contractId: contract, issueNumber: 1, cause: "unknown-address" })
      await scope.sql`update member set postal_code = '' where id = ${homeless}::uuid`
    })
    const [a, b] = [await ask(returned, ["GUIDE"]), await ask(homeless, ["GUIDE"])]
    const [c, d] = [await ask(thirsty, ["TRIAL"], { copies: "3" }), await ask(modest, ["GUIDE"])]
    expect(await reasons()).toEqual({ [a]: "undeliverable", [b]: "no-address", [c]: "out-of-stock", [d]: null })
    const picked = await act(pickBrochures)
    expect(picked.leftOut).toEqual({ undeliverable: 1, "no-address": 1, "out-of-stock": 1 })
    expect(picked.batch?.requests).toBe(1)
    await act(async (scope) => {
      await scope.sql`update returned_mail set solved_on = ${scope.today}::date`
      await scope.sql`update member set postal_code = '1000001' where id = ${homeless}::uuid`
      await changeBrochure(scope, brochure({ code: "TRIAL", name: "見本誌", stockCopies: "3" }))
    })
    expect((await pick())?.requests).toBe(3)
    expect((await look(brochuresForList)).find(({ code }) => code === "TRIAL")?.stockCopies).toBe(0)
  })

  test("C5 a request is cancelled before its batch, not after; erasure cancels what waits", async () => {
    const [member, gone] = [await reader(), await reader()]
    const early = await ask(member, ["GUIDE"])
    await act((scope) => cancelBrochures(scope, early))
    await act((scope) => cancelBrochures(scope, early))
    const waits = await ask(gone, ["GUIDE"])
    await act(async (scope) => eraseMember(scope, await numberOf(gone)))
    expect(await pick()).toBeNull()
    const states = (await look((scope) => brochureRequests(scope, null, 100))).filter(({ number }) =>
      [early, waits].includes(number),
    )
    expect(states.map(({ state }) => state)).toEqual(["cancelled", "cancelled"])
    const late = await ask(member, ["GUIDE"])
    await pick()
    expect(await refusal(act((scope) => cancelBrochures(scope, late)))).toBe("brochures-picked")
    expect(await refusal(act((scope) => cancelBrochures(scope, "Q999999")))).toBe("unknown-brochure-request")
  })

  test("C5 a merged member's request goes to the one who was kept", async () => {
    const [kept, merged] = [await reader(), await reader()]
    const number = await ask(merged, ["GUIDE"])
    await act((scope) => scope.sql`update member set merged_into_id = ${kept}::uuid where id = ${merged}::uuid`)
    const batch = await pick()
    const line = (await fileOf(batch?.id ?? "", "utf8"))
      .toString()
      .split("\r\n")
      .find((one) => one.includes(number))
    expect(line?.split(",")[3]).toBe(await numberOf(kept))
    expect((await look((scope) => brochureRequests(scope, kept, 10))).map((one) => one.number)).toEqual([number])
  })

  test("C5 sent on a day, on the timeline, and counted by source with who ordered afterwards", async () => {
    const [buyer, looker, earlier] = [await reader(), await reader(), await reader()]
    await world.order(earlier, "M12")
    for (const member of [buyer, looker, earlier])
      await ask(member, ["GUIDE"], { sourceCode: "FAIR", channel: "visit" })
    await ask(buyer, ["GUIDE"], { sourceCode: "FAIR" })
    const batch = await pick()
    const sent = (on: string) => act((scope) => markBatchSent(scope, batch?.number ?? "", calendarDate(on)))
    const today = await look((scope) => Promise.resolve(scope.today))
    expect(await refusal(sent("2026-04-01"))).toBe("sent-on-unlikely")
    await sent(today)
    expect(await refusal(act((scope) => markBatchSent(scope, "BA999999", scope.today)))).toBe("unknown-brochure-batch")
    await world.order(buyer, "M12")
    const [fair] = (await look(brochureYield)).filter(({ sourceCode }) => sourceCode === "FAIR")
    expect(fair).toEqual({
      ...{
        sourceCode: "FAIR",
        sourceName: "春の展示会",
        requests: 4,
        people: 3,
        sent: 4,
        ordered: 1,
        orderedYen: 11_000,
      },
    })
    const timeline = await look((scope) => timelineForMember(scope, looker, { limit: 20, offset: 0 }))
    expect(
      timeline
        .filter(({ kind }) => kind === "brochures")
        .map(({ isDay, detail }) => [isDay, detail])
        .sort(),
    ).toEqual([
      [false, "総合案内"],
      [true, "総合案内"],
    ])
  })

  test("C5 what is refused: an unknown or retired brochure, an ended source, a code twice; the same form is one request", async () => {
    const member = await reader()
    await act((scope) => retireBrochure(scope, { code: "TRIAL", retires: true }))
    expect(await refusal(ask(member, ["TRIAL"]))).toBe("unknown-brochure")
    await act((scope) => retireBrochure(scope, { code: "TRIAL", retires: false }))
    expect(await refusal(ask(member, ["NONE"]))).toBe("unknown-brochure")
    expect(await refusal(ask(member, ["GUIDE"], { sourceCode: "NONE" }))).toBe("unknown-source")
    expect(await refusal(act((scope) => addBrochure(scope, brochure({ code: "GUIDE", name: "別" }))))).toBe(
      "brochure-code-taken",
    )
    expect(await refusal(act((scope) => retireBrochure(scope, { code: "NONE", retires: true })))).toBe(
      "unknown-brochure",
    )
    const number = await ask(member, ["GUIDE"])
    ids -= 1
    expect(await ask(member, ["GUIDE", "TRIAL"])).toBe(number)
    for (const wrong of [{ weightGrams: "0" }, { stockCopies: "-1" }, { code: "資料" }, { name: "" }]) {
      const typed = { code: "X", name: "名", weightGrams: "1", ...wrong }
      expect(brochureForm("ja").safeParse(typed).success, JSON.stringify(wrong)).toBe(false)
    }
  })
})
