import type { Readable } from "node:stream"
import { createInterface } from "node:readline"
import { encodeCp932 } from "#app/platform/cp932.server.ts"
import { copyOut } from "#app/platform/copy.server.ts"
import { type StoredFile, storeFile } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type Statement, statement } from "#app/platform/statement.server.ts"
import type { ConfirmedRun } from "#app/subscriptions/issue-run.ts"
import { labelColumns } from "#app/subscriptions/shipping/label-row.ts"

const heading = labelColumns.join(",")

export type LabelFiles = Readonly<{
  rows: number
  copies: number
  cp932: StoredFile
  utf8: StoredFile
  /** Characters that CP932 lacks, with the row they stand in; written as 〓 there. */
  missing: readonly Readonly<{ row: number; characters: string }>[]
}>

/**
 * Writes the label file (宛名データ) of a confirmed run twice, as CP932 for label software and as UTF-8 with BOM, sorted by
 * postal code; each row's copies are counted for the proof sheet. Memory does not grow with the rows.
 */
async function writeLabelFiles(scope: Scope, { runId, issue }: ConfirmedRun, suffix: string): Promise<LabelFiles> {
  const name = `labels-${issue.publicationCode}-${issue.issueNumber}${suffix}`
  let rows = 0
  const utf8 = await storeFile(scope, {
    name: `${name}-utf8.csv`,
    mediaType: "text/csv; charset=utf-8",
    content: encoded(await labelRows(scope, runId), (text) => Buffer.from(text)),
  })
  const missing: { row: number; characters: string }[] = []
  const cp932 = await storeFile(scope, {
    name: `${name}-cp932.csv`,
    mediaType: "text/csv; charset=Shift_JIS",
    content: encoded(await labelRows(scope, runId), (text, row) => {
      const line = encodeCp932(text)
      rows = row
      if (line.missing.length > 0) missing.push({ row, characters: line.missing.join("") })
      return line.bytes
    }),
  })
  const [sum] = await scope.sql<{ copies: number }>`
    select coalesce(sum(copies), 0)::integer as copies from shipment where issue_run_id = ${runId}::uuid`
  return { rows, copies: sum?.copies ?? 0, cp932, utf8, missing }
}

/** Writes the label files and keeps them with their run. */
export async function keepLabelFiles(scope: Scope, run: ConfirmedRun, suffix = ""): Promise<LabelFiles> {
  const labels = await writeLabelFiles(scope, run, suffix)
  await scope.sql`
    insert into issue_run_result (organization_id, issue_run_id, kind, file_id)
    values (${scope.organizationId}, ${run.runId}::uuid, 'labels-cp932', ${labels.cp932.id}::uuid),
      (${scope.organizationId}, ${run.runId}::uuid, 'labels-utf8', ${labels.utf8.id}::uuid)`
  return labels
}

/** A row of label software is a line: a line break that came in with an address (移行) is a space on the label. */
const oneLine = (column: string): Statement => ({
  parts: [`translate(${column}, chr(13) || chr(10), '  ')`],
  values: [],
})

const labelRows = (scope: Scope, runId: string): Promise<Readable> =>
  copyOut(
    scope,
    "csv",
    statement`
  select substr(member.postal_code, 1, 3) || '-' || substr(member.postal_code, 4), member.prefecture, ${oneLine("member.city")},
    ${oneLine("member.street")}, ${oneLine("member.building")}, ${oneLine("member.company_name")}, ${oneLine("member.department")},
    ${oneLine("member.family_name || case when member.given_name = '' then '' else ' ' || member.given_name end")},
    case when member.family_name = '' then '御中' else '様' end, shipment.copies, member.number, contract.number,
    shipment.line_no, publication.code, run.issue_number,
    ${oneLine("member.family_name_kana || case when member.given_name_kana = '' then '' else ' ' || member.given_name_kana end")},
    ${oneLine("member.phone")}, case shipment.kind when 'gift' then 'ギフト' when 'complimentary' then '寄贈' when 'grace' then '猶予' else '有料' end,
    put_in.codes
  from shipment
  join issue_run as run on run.id = shipment.issue_run_id
  join publication on publication.id = run.publication_id
  join member on member.id = shipment.recipient_id
  join contract on contract.id = shipment.contract_id
  left join (
    select contract_id, line_no, string_agg(code, '+' order by code) as codes from shipment_insert
    where issue_run_id = ${runId} group by contract_id, line_no
  ) as put_in on put_in.contract_id = shipment.contract_id and put_in.line_no = shipment.line_no
  where shipment.issue_run_id = ${runId}
  order by member.postal_code, member.number, contract.number, shipment.line_no`,
  )

/** Lines with CRLF as label software wants them, in batches; a BOM tells spreadsheets that the file is UTF-8. */
async function* encoded(
  source: Readable,
  encode: (text: string, row: number) => Uint8Array,
): AsyncGenerator<Uint8Array> {
  const isUtf8 = encode("〓", 0).byteLength === 3
  let batch: Uint8Array[] = [encode(`${isUtf8 ? "\uFEFF" : ""}${heading}\r\n`, 0)]
  let row = 0
  for await (const line of createInterface({ input: source, crlfDelay: Infinity })) {
    row += 1
    batch.push(encode(`${line}\r\n`, row))
    if (batch.length === 1_000) {
      yield Buffer.concat(batch)
      batch = []
    }
  }
  yield Buffer.concat(batch)
}
