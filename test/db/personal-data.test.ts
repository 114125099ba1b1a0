import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { discloseMember } from "#app/desk/disclosure/disclose-member.server.ts"
import { readsForMember } from "#app/desk/reads-for-member.server.ts"
import { eraseDue } from "#app/desk/erase-due.server.ts"
import { retentionForPage } from "#app/desk/retention-for-page.server.ts"
import { saveRetention } from "#app/desk/save-retention.server.ts"
import { queueMails } from "#app/notices/queue-mail.server.ts"
import { openDatabase } from "#app/platform/database.server.ts"
import { exportMembers } from "#app/members/export-members.server.ts"
import { pathOfFile, readStoredFile } from "#app/platform/files.server.ts"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { idOf } from "#app/values/ids.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("legacy")
const act = async <Result>(run: (scope: Scope) => Promise<Result>) => inScope(await house.actor(), run)
const read = async <Result>(run: (scope: Scope) => Promise<Result>) => readScope(await house.actor(), run)
const bytesOf = (sha256: string) => read((scope) => Promise.resolve(readFileSync(pathOfFile(scope, sha256))))

const memberId = async () => {
  const [row] = await read((scope) => scope.sql<{ id: string }>`select id from member where number = 'K0000002'`)
  return idOf<"member">(row?.id ?? "")
}

test("N1 an export holds every member once with the seven attributes; formulas are plain text; the log names no searched word", async () => {
  await act((scope) => scope.sql`update member set building = '=1+1' where number = 'K0000002'`)
  const input = { search: "", rules: {}, segment: "" }
  const csv = await exportMembers(await house.actor(), { ...input, format: "csv" })
  const lines = (await bytesOf(csv.file.sha256)).toString("utf8").trimEnd().split("\r\n")
  const [count] = await read((scope) => scope.sql<{ all: number }>`select count(*)::integer as all from member`)
  expect([csv.rows, lines.length]).toEqual([count?.all, (count?.all ?? 0) + 1])
  expect(lines.find((line) => line.startsWith("K0000002,"))).toContain("'=1+1")
  const xlsx = await exportMembers(await house.actor(), { ...input, search: "岡田", format: "xlsx" })
  expect(xlsx.rows).toBeGreaterThan(0)
  expect((await bytesOf(xlsx.file.sha256)).subarray(0, 2).toString()).toBe("PK")
  const reads = await read(async (scope) => readsForMember(scope, await memberId()))
  expect(reads.filter(({ action }) => action === "export-members").length).toBe(2)
  expect(JSON.stringify(reads)).not.toContain("岡田")
})

test("N1 the disclosure pack holds what is held of one person, and the log says that it was made", async () => {
  const id = await memberId()
  const file = await act((scope) => discloseMember(scope, id))
  const names = (await bytesOf(file.sha256)).toString("latin1")
  for (const name of ["disclosure.json", "disclosure.csv", "disclosure.pdf"]) expect(names).toContain(name)
  const reads = await read((scope) => readsForMember(scope, id))
  expect(reads.map(({ action }) => action)).toContain("disclose-member")
})

test("N1 each kind of personal data has its retention, which the organization may set", async () => {
  expect((await read(retentionForPage)).map(({ kind, months }) => [kind, months])).toContainEqual(["mail", 24])
  await act((scope) => saveRetention(scope, { kind: "mail", months: 12 }))
  expect((await read(retentionForPage)).map(({ kind, months }) => [kind, months])).toContainEqual(["mail", 12])
})

test("N1 what is due is erased when somebody says so: its contents go, its rows stay, and a second time finds nothing", async () => {
  const { file } = await exportMembers(await house.actor(), { search: "", rules: {}, segment: "", format: "csv" })
  await act(async (scope) => {
    for (const [at, key] of [
      ["2024-01-05", "old"],
      ["2026-11-01", "new"],
    ] as const) {
      await queueMails(scope, [
        {
          kind: "seminar",
          dedupeKey: key,
          recipient: "a@example.jp",
          subject: "件名",
          text: "本文",
          html: "<p>本文</p>",
          memberId: null,
        },
      ])
      await scope.sql`update outbox set state = 'sent', sent_at = ${at}::date where dedupe_key = ${key}`
    }
  })
  const due = async (kind: string) => (await read(retentionForPage)).find((rule) => rule.kind === kind)?.due
  expect([await due("mail"), await due("export-file")]).toEqual([1, 0])
  expect(await eraseDue(await house.actor(), "mail")).toBe(1)
  expect(await eraseDue(await house.actor(), "mail")).toBe(0)
  const mails = await read(
    (scope) =>
      scope.sql`select dedupe_key, subject, body_text from outbox where dedupe_key in ('old', 'new') order by 1`,
  )
  expect(mails).toEqual([
    { dedupe_key: "new", subject: "件名", body_text: "本文" },
    { dedupe_key: "old", subject: "件名", body_text: "" },
  ])
  expect(await eraseDue(await house.actor(), "export-file")).toBe(0)
  expect((await bytesOf(file.sha256)).length).toBeGreaterThan(1_000)
  const owner = openDatabase(house.ownerUrl, 1)
  await owner.raw("update stored_file set recorded_at = '2026-01-05' where name like 'members-%'")
  await owner.destroy()
  expect(await eraseDue(await house.actor(), "export-file")).toBe(await exportsKept())
  expect(await read((scope) => readStoredFile(scope, file.id))).toBeNull()
  await expect(bytesOf(file.sha256)).rejects.toThrow("ENOENT")
  expect(await due("export-file")).toBe(0)
})

const exportsKept = async () => {
  const [row] = await read(
    (scope) =>
      scope.sql<{ count: number }>`select count(*)::integer as count from stored_file where name like 'members-%'`,
  )
  return row?.count
}
