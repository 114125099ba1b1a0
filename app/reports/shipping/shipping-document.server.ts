import { encodeCp932 } from "#app/platform/cp932.server.ts"
import { type Actor, readScope } from "#app/platform/scope.server.ts"
import { isPaperFormat } from "#app/reports/paper-keys.ts"
import { renderPaper } from "#app/reports/render-paper.server.ts"
import { perkPaper } from "#app/reports/shipping/perk-paper.server.ts"
import { type RunHead, runHead } from "#app/reports/shipping/run-head.server.ts"
import { yamatoColumns, yamatoRow } from "#app/reports/shipping/yamato-file.ts"
import { bundlesOf, zonePaper, zonesOf } from "#app/reports/shipping/zone-paper.ts"
import { type Label, labelColumns } from "#app/subscriptions/shipping/label-row.ts"
import { labelsOfRun } from "#app/subscriptions/shipping/labels-of-run.server.ts"
import type { IssueRunId } from "#app/values/ids.ts"
import { csvCell, type Paper } from "#templates/paper.ts"
import { bundlePdf } from "#templates/pdf/bundle-pdf.ts"
import { type AddressLabel, type LabelSheet, labelSheetPdf, labelSheets } from "#templates/pdf/label-sheet-pdf.ts"

export type ShippingDocument = Readonly<{
  name: string
  mediaType: string
  content: Uint8Array | AsyncIterable<Uint8Array>
}>

const isSheet = (text: string): text is LabelSheet => text in labelSheets
const pdf = "application/pdf"

/**
 * A document of a confirmed run (発送資料) by its name, made from the labels frozen with it, so that it comes out the same again:
 * sheet-10|12|24.pdf, split.csv, yamato.csv, bundles.pdf, zones.(pdf|xlsx|csv), perks.(pdf|xlsx|csv). `inserts` takes only the labels that
 * get just these. Null for another name or a run without labels.
 */
export async function shippingDocument(
  actor: Actor,
  runId: IssueRunId,
  wish: Readonly<{ name: string; inserts: string | null }>,
): Promise<ShippingDocument | null> {
  const [kind = "", ending = ""] = wish.name.split(".")
  const labels = await labelsOfRun(actor, runId, wish.inserts)
  if (labels === null) return null
  const head = await readScope(actor, (scope) => runHead(scope, runId))
  const part = wish.inserts === null ? "" : `-${wish.inserts === "" ? "none" : wish.inserts}`
  const file = (mediaType: string, content: ShippingDocument["content"]) => ({
    ...{ name: `${kind}-${head.fileName}${part}.${ending}`, mediaType, content },
  })
  const sheet = kind.replace("sheet-", "")
  if (kind !== sheet && isSheet(sheet) && ending === "pdf") {
    return file(pdf, labelSheetPdf(addressLabels(labels), sheet, head.confirmedAt))
  }
  if (wish.name === "split.csv") return file("text/csv; charset=utf-8", splitCsv(labels))
  if (wish.name === "yamato.csv") return file("text/csv; charset=Shift_JIS", yamatoCsv(labels, head))
  if (wish.name === "bundles.pdf")
    return file(pdf, await bundlePdf(bundlesOf(await zonesOf(labels), head), head.confirmedAt))
  const paper = await paperOf(actor, runId, { kind, labels, head })
  if (paper === null || !isPaperFormat(ending)) return null
  const { bytes, mediaType } = await renderPaper(paper, ending)
  return file(mediaType, bytes)
}

async function paperOf(
  actor: Actor,
  runId: IssueRunId,
  of: Readonly<{ kind: string; labels: AsyncIterable<Label>; head: RunHead }>,
): Promise<Paper | null> {
  if (of.kind === "zones") return zonePaper(await zonesOf(of.labels), of.head)
  if (of.kind === "perks") return readScope(actor, (scope) => perkPaper(scope, runId, of.head))
  return null
}

async function* addressLabels(labels: AsyncIterable<Label>): AsyncGenerator<AddressLabel> {
  for await (const label of labels) {
    const name = label.name === "" ? "" : `${label.name} ${label.honorific}`
    yield {
      ...{ postalCode: label.postalCode, region: label.address.prefecture + label.address.city },
      ...{ street: label.address.street, building: label.address.building },
      company: name === "" ? `${label.company} ${label.honorific}` : label.company,
      ...{ department: label.department, name },
      remark: [label.memberNumber, label.copies > 1 ? `${label.copies}部` : "", label.inserts]
        .filter(Boolean)
        .join("  "),
    }
  }
}

async function* splitCsv(labels: AsyncIterable<Label>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`\uFEFF${labelColumns.join(",")}\r\n`)
  for await (const { cells } of labels) yield Buffer.from(`${cells.map(csvCell).join(",")}\r\n`)
}

/** CP932 with CRLF and a row of headings, as B2クラウド takes it; a character that CP932 lacks stands as 〓. */
async function* yamatoCsv(labels: AsyncIterable<Label>, head: RunHead): AsyncGenerator<Uint8Array> {
  const line = (cells: readonly string[]) => encodeCp932(`${cells.map(csvCell).join(",")}\r\n`).bytes
  yield line(yamatoColumns)
  for await (const label of labels) yield line(yamatoRow(label, head))
}
