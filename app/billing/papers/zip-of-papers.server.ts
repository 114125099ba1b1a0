import { type PaperFilter, papersForSearch, type PaperOfList } from "#app/billing/papers/papers-for-search.server.ts"
import { paperKinds } from "#app/billing/papers/paper.ts"
import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import { pathOfFile } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { zipFiles } from "#app/platform/zip-files.server.ts"
import { csvCell, type PaperCell } from "#templates/paper.ts"

const MOST = 2_000

/**
 * ダウンロードの求め: everything found, each paper as it was issued, with an index that names dates, amounts, counterparties and hashes.
 * Refuses: too-many-papers.
 */
export async function zipOfPapers(scope: Scope, filter: PaperFilter): Promise<AsyncIterable<Uint8Array>> {
  const found = await papersForSearch(scope, filter, { limit: MOST, offset: 0 })
  if (found.total > MOST) throw refuse("too-many-papers", { most: MOST, found: found.total })
  const papers = found.papers.map((paper) => ({
    name: fileNameOf(paper),
    content: { path: pathOfFile(scope, paper.sha256) },
  }))
  await audit(scope, "download-papers", `${found.total}`, { ...filter })
  return zipFiles([{ name: "index.csv", content: indexOf(found.papers) }, ...papers], scope.now)
}

const fileNameOf = (paper: PaperOfList) => `${paper.number}${paper.copyNo === 0 ? "" : `-${paper.copyNo}`}.pdf`

const markOf = ({ copyNo, isRevision }: PaperOfList) =>
  copyNo === 0 ? "" : `${isRevision ? "修正" : "再発行"}${copyNo}`

function indexOf(papers: readonly PaperOfList[]): Buffer {
  const rows: PaperCell[][] = papers.map((paper) => [
    ...[paper.number, paperKinds[paper.kind].ja, markOf(paper), paper.issuedOn],
    ...[paper.dueOn, paper.addressee, paper.payerNumber, paper.totalYen],
    paper.taxes.map(({ rate, gross, tax }) => `${rate}%: ${gross} (税 ${tax})`).join(" / "),
    ...[fileNameOf(paper), paper.sha256],
  ])
  const head = [
    "番号",
    "種類",
    "再発行・修正",
    "発行日",
    "支払期限",
    "取引先",
    "会員番号",
    "金額(税込)",
    "税率別",
    "ファイル",
    "SHA-256",
  ]
  const text = [head, ...rows].map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("")
  return Buffer.from(`\uFEFF${text}`)
}
