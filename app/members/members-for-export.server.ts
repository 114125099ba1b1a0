import { type MemberFilter, type MemberOfList, membersForList } from "#app/members/members-for-list.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { type Actor, inScope, readScope } from "#app/platform/scope.server.ts"
import { csvCell } from "#templates/paper.ts"

const BATCH = 1_000

const headings = [
  "会員番号",
  "氏名",
  "フリガナ",
  "法人名",
  "郵便番号",
  "住所",
  "電話番号",
  "メールアドレス",
  "継続中の契約",
]

const cellsOf = (member: MemberOfList) => [
  member.number,
  member.name,
  member.kana,
  member.companyName,
  member.postalCode,
  member.address,
  member.phone,
  member.email,
  member.activeContracts,
]

const line = (cells: readonly (string | number)[]) => `${cells.map(csvCell).join(",")}\r\n`

/**
 * The members of a list as CSV (UTF-8 with BOM) in the order of their numbers, written to the audit log before the first
 * byte. A batch is a transaction of its own, so that a slow reader holds none open.
 */
export async function membersForExport(actor: Actor, filter: MemberFilter): Promise<AsyncIterable<string>> {
  await inScope(actor, (scope) => audit(scope, "export-members", "members", { ...filter }))
  return linesOf(actor, filter)
}

async function* linesOf(actor: Actor, filter: MemberFilter): AsyncGenerator<string> {
  yield `\uFEFF${line(headings)}`
  let afterNumber = ""
  for (;;) {
    const batch = await readScope(actor, (scope) =>
      membersForList(scope, filter, { sort: "number", descending: false, limit: BATCH, offset: 0, afterNumber }),
    )
    if (batch.length === 0) return
    yield batch.map((member) => line(cellsOf(member))).join("")
    afterNumber = batch.at(-1)?.number ?? ""
  }
}
