import { readFile } from "node:fs/promises"
import { beforeAll, describe, expect, test } from "vitest"
import { discloseMember } from "#app/desk/disclosure/disclose-member.server.ts"
import { eraseDue } from "#app/desk/erase-due.server.ts"
import { retentionForPage } from "#app/desk/retention-for-page.server.ts"
import { addStaff } from "#app/identity/add-staff.server.ts"
import { bytesOfStoredFile } from "#app/platform/files.server.ts"
import { offerForm } from "#app/publications/offer-form.ts"
import { saveOffer } from "#app/publications/save-offer.server.ts"
import { storedFileForDownload } from "#app/reports/stored-file-for-download.server.ts"
import { confirmStudies, refuseStudies } from "#app/subscriptions/conditions/decide-studies.server.ts"
import { PROOF_FILES, PROOF_MAX_BYTES } from "#app/subscriptions/conditions/student-proof-form.ts"
import { studentProofs } from "#app/subscriptions/conditions/student-proofs.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"
import type { MyPageReader } from "#test/support/my-page-reader.ts"
import { useMyPages } from "#test/support/use-my-pages.ts"

const { web, look, act, termAt, signedIn } = useMyPages()
const studies = { school: "東京園芸大学 造園科", graduatesIn: "２０２８年３月" }
let card: Buffer

beforeAll(async () => {
  card = await readFile("public/door-192.png")
  const typed = {
    ...{
      code: "GS12",
      publication: "GARDEN",
      name: "学割12回",
      kind: "term",
      units: "12",
      priceYen: "9000",
      onSale: "on",
    },
    ...{ refundPolicy: "pro-rata", condition: "students", successor: "G12" },
  }
  await act((scope) => saveOffer(scope, offerForm("ja").parse(typed), true))
})

/** Sends a file as the browser does: fields first. */
function send(
  reader: MyPageReader,
  bytes: Uint8Array | null,
  said: Readonly<Record<string, string>> = {},
  name = "学生証.png",
) {
  const form = new FormData()
  for (const [field, text] of Object.entries(said)) form.append(field, text)
  form.append("file", new File(bytes === null ? [] : [Uint8Array.from(bytes)], bytes === null ? "" : name))
  return reader.post("/studies", form)
}

const another = (more: string) => Buffer.concat([card, Buffer.from(more)])
const memberAt = (at: number) => idOf<"member">(termAt(at).member_id)
const proofsOf = (at: number) =>
  look((scope) => studentProofs(scope, { memberId: termAt(at).member_id, state: null, limit: 9, offset: 0 }))

async function filesOf(at: number): Promise<readonly (string | null)[]> {
  const proofs = await proofsOf(at)
  return look(async (scope) => {
    const all: (string | null)[] = []
    for (const { id } of proofs.flatMap(({ files }) => files)) {
      all.push(Buffer.from((await bytesOfStoredFile(scope, idOf(id))) ?? []).toString("base64"))
    }
    return all
  })
}

describe("在学の証明書類 on a reader's own page", () => {
  test("D1 a reader sends a picture with his school; it waits, is looked at by an operator, and is decided", async () => {
    const reader = await signedIn(0)
    expect(await (await reader.open()).text()).not.toContain("/my/engei/studies")
    const answer = await send(reader, card, studies)
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "/my/engei/studies?done=1"])
    const [waiting] = await proofsOf(0)
    expect(waiting).toMatchObject({
      state: "waiting",
      school: "東京園芸大学 造園科",
      graduatesIn: "2028-03",
      orderId: null,
    })
    expect(await filesOf(0)).toEqual([card.toString("base64")])
    // The other side of the card: no school is asked again; the same file once more is one.
    for (const side of [another("裏"), another("裏")]) expect((await send(reader, side)).status).toBe(302)
    expect(await filesOf(0)).toEqual([card, another("裏")].map((bytes) => bytes.toString("base64")))
    const page = await (await reader.open("/studies")).text()
    expect(page).toContain("証明書類をお預かりしました")
    expect(page).not.toContain('name="school"')
    expect(await (await reader.open()).text()).toContain("/my/engei/studies")

    await act((scope) =>
      confirmStudies(scope, memberAt(0), { school: "東京園芸大学", studiesUntil: calendarDate("2027-03-31") }),
    )
    expect(await (await reader.open("/studies")).text()).toContain("2027-03-31まで在学を確認済みです")
    web.house.setClock("2027-04-01T10:00:00+09:00")
    const later = await signedIn(0)
    expect(await (await later.open("/studies")).text()).toContain("期限(2027-03-31)が過ぎています")
    web.house.setClock("2026-11-10T10:00:00+09:00")
  })

  test("D1 what is wrong stands beside its field, and what was typed stays", async () => {
    const reader = await signedIn(1)
    const refused = async (answer: Response, field: string, text: string) => {
      const page = await answer.text()
      expect([answer.status, page.includes(`id="send-proof-${field}-error"`), page.includes(text)], text).toEqual([
        ...[422, true, true],
      ])
      return page
    }
    await refused(await send(reader, card), "school", "入力してください")
    expect(await refused(await send(reader, null, studies), "file", "送るファイルを選んでください")).toContain(
      studies.school,
    )
    const named = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    expect(await refused(await send(reader, named, studies), "file", "JPEG・PNG・PDF")).toContain(studies.school)
    const big = Buffer.concat([card, Buffer.alloc(PROOF_MAX_BYTES)])
    expect(await refused(await send(reader, big, studies), "file", "10 MBまで")).toContain(studies.school)
    expect(await proofsOf(1)).toEqual([])
    for (let count = 0; count < PROOF_FILES; count += 1) {
      expect((await send(reader, another(String(count)), studies)).status).toBe(302)
    }
    await refused(await send(reader, another("more"), studies), "file", `${PROOF_FILES}つまで`)
    expect(await filesOf(1)).toHaveLength(PROOF_FILES)
  })

  test("D1 N1 an operator's look is written down; nobody else opens it, and not as any other file", async () => {
    const reader = await signedIn(2)
    await send(reader, card, studies)
    const [proof] = await proofsOf(2)
    const path = `/console/students/files/${proof?.files[0]?.id ?? ""}`
    const login = { email: "reader-service@example.jp", password: "a long phrase of nobody's 2026" }
    await act((scope) => addStaff(scope, { ...login, name: "受付", role: "operator" }))
    const signed = await fetch(new URL("/sign-in", web.url), {
      ...{ method: "POST", redirect: "manual", body: new URLSearchParams(login) },
      headers: { Origin: web.url },
    })
    const Cookie = signed.headers.get("set-cookie")?.split(";")[0] ?? ""
    const looked = await fetch(new URL(path, web.url), { headers: { Cookie } })
    expect([looked.status, looked.headers.get("content-type"), looked.headers.get("content-disposition")]).toEqual([
      ...[200, "image/png", "inline"],
    ])
    expect(Buffer.from(await looked.arrayBuffer()).equals(card)).toBe(true)
    const [noted] = await look(
      (scope) =>
        scope.sql`select actor, subject from audit_entry where action = 'look-at-proof' order by seq desc limit 1`,
    )
    expect(noted).toMatchObject({ subject: termAt(2).number })
    expect((await fetch(new URL(path, web.url), { redirect: "manual" })).status).toBe(302)
    const fileId = proof?.files[0]?.id ?? ""
    expect(await look((scope) => storedFileForDownload(scope, fileId))).toBeNull()
  })
})

describe("how long a proof is kept", () => {
  const due = async () => (await look(retentionForPage)).find(({ kind }) => kind === "student-proof")?.due

  test("N1 it is disclosed; a month after the decision it may be erased, before it and undecided it may not", async () => {
    const reader = await signedIn(3)
    await send(reader, card, studies)
    const disclosed = await act((scope) => discloseMember(scope, memberAt(3)))
    const zip = await look((scope) => bytesOfStoredFile(scope, disclosed.id))
    expect(Buffer.from(zip ?? []).includes(`student-proof-${termAt(3).number}-1.png`)).toBe(true)
    web.house.setClock("2027-06-01T10:00:00+09:00")
    const before = await due()
    await act((scope) => refuseStudies(scope, memberAt(3), "期限が読めない"))
    const actor = await web.house.actor()
    expect(await due()).toBe(before)
    web.house.setClock("2027-07-02T10:00:00+09:00")
    expect(await due()).toBe((before ?? 0) + 1)
    await eraseDue(actor, "student-proof")
    expect(await due()).toBe(0)
    expect((await proofsOf(3)).map(({ state, files }) => [state, files])).toEqual([["refused", []]])
    // What still waits is there.
    expect(await filesOf(1)).toHaveLength(PROOF_FILES)
    web.house.setClock("2026-11-10T10:00:00+09:00")
  })
})
