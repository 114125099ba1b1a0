import type { Scope } from "#app/platform/scope.server.ts"
import { paperOfRun, type RunHead } from "#app/reports/shipping/run-head.server.ts"
import type { IssueRunId } from "#app/values/ids.ts"
import type { Paper, PaperRow } from "#templates/paper.ts"

type Perk = {
  code: string
  name: string
  contract: string
  member: string
  recipient: string
  postalCode: string
  prefecture: string
}

/** 特典のピッキングリスト (B3): what the renewals earned, to be laid beside this run's copies; by perk, then postal code. */
export async function perkPaper(scope: Scope, runId: IssueRunId, head: RunHead): Promise<Paper> {
  const perks = await scope.sql<Perk>`
    select perk.code, perk.name, contract.number as contract, member.number as member, member.prefecture,
      concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as recipient,
      substr(member.postal_code, 1, 3) || '-' || substr(member.postal_code, 4) as "postalCode"
    from contract_perk as perk join contract on contract.id = perk.contract_id
    join shipment on shipment.issue_run_id = perk.picked_run_id and shipment.contract_id = perk.contract_id
      and shipment.line_no = (select min(line_no) from shipment as first
        where first.issue_run_id = perk.picked_run_id and first.contract_id = perk.contract_id)
    join member on member.id = shipment.recipient_id
    where perk.picked_run_id = ${runId}::uuid
    order by perk.code, member.postal_code, contract.number`
  const codes = [...new Set(perks.map(({ code }) => code))]
  return {
    ...paperOfRun(head),
    number: `特-${head.fileName}`,
    title: "更新特典 ピッキングリスト",
    conditions: ["この号に同梱する特典", "契約の1行目のお届け先へ1個"],
    columns: [
      { heading: "契約番号", width: 12, align: "left" },
      { heading: "会員番号", width: 11, align: "left" },
      { heading: "お届け先", width: 30, align: "left" },
      { heading: "郵便番号", width: 11, align: "left" },
      { heading: "都道府県", width: 11, align: "left" },
      { heading: "個数", unit: "個", width: 8, align: "right", summed: true },
      { heading: "済", width: 6, align: "center" },
    ],
    rows: codes.flatMap((code) => rowsOf(perks.filter((perk) => perk.code === code))),
    footer: "個人情報を含む 使用後は裁断または溶解して廃棄してください。",
  }
}

function rowsOf(perks: readonly Perk[]): PaperRow[] {
  const [first] = perks
  if (!first) return []
  return [
    { kind: "group", cells: [`${first.code} ${first.name}`] },
    ...perks.map((perk): PaperRow => ({
      kind: "row",
      cells: [perk.contract, perk.member, perk.recipient, perk.postalCode, perk.prefecture, 1, "□"],
    })),
    { kind: "subtotal", cells: [`${first.code} 計`, null, null, null, null, perks.length, null] },
  ]
}
