import { factsOfMember, type HeldFact } from "#app/desk/disclosure/facts-of-member.server.ts"
import { type HeldRows, rowsOfMember } from "#app/desk/disclosure/rows-of-member.server.ts"
import { refuse } from "#app/desk/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import { bytesOfStoredFile, type StoredFile, storeFile } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { zipFiles } from "#app/platform/zip-files.server.ts"
import { studentProofs } from "#app/subscriptions/conditions/student-proofs.server.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"
import { type Paper, paperCsv } from "#templates/paper.ts"
import { paperPdf } from "#templates/pdf/paper-pdf.ts"

/**
 * Everything held about one person (個人情報の開示) as a kept ZIP: all rows as JSON, the list of them as CSV and as a paper to hand
 * over. The audit log says so. Refuses: no-such-member.
 */
export async function discloseMember(scope: Scope, memberId: MemberId): Promise<StoredFile> {
  const head = await rowsOfMember(scope, memberId)
  if (!head) throw refuse("no-such-member", { number: "" })
  const paper = paperOf(scope, head, await factsOfMember(scope, memberId))
  const zip = zipFiles(
    [
      { name: "disclosure.json", content: Buffer.from(`${JSON.stringify(head.rows, null, 2)}\n`) },
      { name: "disclosure.csv", content: Buffer.from(`\uFEFF${paperCsv(paper)}`) },
      { name: "disclosure.pdf", content: await paperPdf(paper) },
      ...(await proofsOf(scope, memberId)),
    ],
    scope.now,
  )
  await audit(scope, "disclose-member", head.number, {})
  return storeFile(scope, { name: `disclosure-${head.number}.zip`, mediaType: "application/zip", content: zip })
}

/** What he sent as proof of his studies, as it came. */
async function proofsOf(
  scope: Scope,
  memberId: MemberId,
): Promise<readonly Readonly<{ name: string; content: Uint8Array }>[]> {
  const proofs = await studentProofs(scope, { memberId, state: null, limit: 1_000, offset: 0 })
  const files: { name: string; content: Uint8Array }[] = []
  for (const { id, name } of proofs.flatMap(({ files: sent }) => sent)) {
    const content = await bytesOfStoredFile(scope, idOf(id))
    if (content !== null) files.push({ name: `${id}-${name}`, content })
  }
  return files
}

const paperOf = (scope: Scope, head: HeldRows, held: readonly HeldFact[]): Paper => ({
  number: `開示-${head.number}`,
  title: "保有個人データの開示",
  organization: head.organization,
  period: scope.today,
  conditions: [`会員番号 ${head.number}`],
  state: "final",
  printedAt: scope.now,
  printedBy: scope.actor,
  orientation: "portrait",
  columns: [
    { heading: "区分", width: 14, align: "left" },
    { heading: "日付", width: 12, align: "left" },
    { heading: "項目", width: 24, align: "left" },
    { heading: "内容", width: 50, align: "left" },
  ],
  rows: held.map(({ section, at, item, content }) => ({ kind: "row", cells: [section, at, item, content] })),
  stamps: [],
  footer: "取扱注意 本人以外への開示を禁じます",
})
