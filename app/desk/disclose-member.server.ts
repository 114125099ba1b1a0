import { refuse } from "#app/desk/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import { bytesOfStoredFile, type StoredFile, storeFile } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { zipFiles } from "#app/platform/zip-files.server.ts"
import { studentProofs } from "#app/subscriptions/conditions/student-proofs.server.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"
import { type Paper, paperCsv } from "#templates/paper.ts"
import { paperPdf } from "#templates/pdf/paper-pdf.ts"

type Held = Readonly<{ section: string; at: string; item: string; content: string }>
type Head = Readonly<{ number: string; organization: string; everything: unknown }>

/**
 * Everything held about one person (個人情報の開示) as a kept ZIP: all rows as JSON, the list of them as CSV and as a paper to hand
 * over. The audit log says so. Refuses: no-such-member.
 */
export async function discloseMember(scope: Scope, memberId: MemberId): Promise<StoredFile> {
  const head = await everythingOf(scope, memberId)
  if (!head) throw refuse("no-such-member", { number: "" })
  const paper = paperOf(scope, head, await heldOf(scope, memberId))
  const zip = zipFiles(
    [
      { name: "disclosure.json", content: Buffer.from(`${JSON.stringify(head.everything, null, 2)}\n`) },
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

async function everythingOf(scope: Scope, memberId: MemberId): Promise<Head | undefined> {
  const [head] = await scope.sql<Head>`
    with family as materialized (select id from member_family(${memberId}::uuid) as id)
    select member.number, organization.name as organization, jsonb_build_object(
      'members', (select jsonb_agg(to_jsonb(one) order by number) from member as one where id in (select id from family)),
      'addresses', (select jsonb_agg(to_jsonb(one)) from member_address as one where member_id in (select id from family)),
      'changes', (select jsonb_agg(to_jsonb(one)) from member_change as one where member_id in (select id from family)),
      'ownFields', (select jsonb_agg(to_jsonb(one)) from member_field_value as one where member_id in (select id from family)),
      'consents', (select jsonb_agg(to_jsonb(one)) from member_consent as one where member_id in (select id from family)),
      'contracts', (select jsonb_agg(to_jsonb(one)) from contract as one where payer_id in (select id from family)
        or id in (select contract_id from contract_line where recipient_id in (select id from family))),
      'orders', (select jsonb_agg(to_jsonb(one)) from customer_order as one where member_id in (select id from family)),
      'applications', (select jsonb_agg(to_jsonb(one)) from application as one where order_id in (
        select id from customer_order where member_id in (select id from family))),
      'payments', (select jsonb_agg(to_jsonb(one)) from payment as one where payer_id in (select id from family)),
      'debitAccounts', (select jsonb_agg(to_jsonb(one)) from debit_account as one where member_id in (select id from family)),
      'debits', (select jsonb_agg(to_jsonb(one)) from debit_line as one where member_id in (select id from family)),
      'refunds', (select jsonb_agg(to_jsonb(one)) from refund as one where payer_id in (select id from family)),
      'shipments', (select jsonb_agg(to_jsonb(one)) from shipment as one where recipient_id in (select id from family)),
      'discontinued', (select jsonb_agg(to_jsonb(one)) from discontinued_contract as one where contract_id in (
        select id from contract where payer_id in (select id from family))),
      'remittances', (select jsonb_agg(to_jsonb(one)) from remittance_line as one where refund_number in (
        select number from refund where payer_id in (select id from family))),
      'brochures', (select jsonb_agg(to_jsonb(one)) from brochure_request as one where member_id in (select id from family)),
      'studies', (select jsonb_agg(to_jsonb(one)) from student_proof as one where member_id in (select id from family)),
      'studyFiles', (select jsonb_agg(to_jsonb(one)) from student_proof_file as one where proof_id in (
        select id from student_proof where member_id in (select id from family))),
      'mails', (select jsonb_agg(to_jsonb(one)) from outbox as one where member_id in (select id from family)),
      'returnedMails', (select jsonb_agg(to_jsonb(one)) from mail_bounce as one
        where outbox_id in (select id from outbox where member_id in (select id from family))),
      'reads', (select jsonb_agg(to_jsonb(one) order by seq) from audit_entry as one where subject in (
        select number from member where id in (select id from family)))) as everything
    from member join organization on organization.id = member.organization_id
    where member.id = ${memberId}::uuid and member.erased_at is null`
  return head
}

const heldOf = (scope: Scope, memberId: MemberId) => scope.sql<Held>`
  with family as materialized (select id from member_family(${memberId}::uuid) as id),
  held (place, section, at, item, content) as (
    select 1, '基本情報', '', fact.item, fact.content
    from member cross join lateral (values ('会員番号', number), ('氏名', concat_ws(' ', family_name, given_name)),
      ('フリガナ', concat_ws(' ', family_name_kana, given_name_kana)), ('法人名・部署', concat_ws(' ', company_name, department)),
      ('住所', concat_ws(' ', '〒' || postal_code, prefecture || city || street, building)), ('電話番号', phone), ('メールアドレス', email),
      ('性別', coalesce(gender, '')), ('生年月日', coalesce(born_on::text, '')), ('業種', industry), ('職種', occupation),
      ('役職', job_title), ('備考', note)) as fact (item, content)
    where member.id in (select id from family) and trim(fact.content) <> ''
    union all
    select 2, '独自項目', '', field.label, own.value from member_field_value as own join member_field as field on field.code = own.code
    where own.member_id in (select id from family) and own.value <> ''
    union all
    select 3, '住所の履歴', effective_on::text, kind, concat_ws(' ', '〒' || postal_code, prefecture || city || street, building)
    from member_address where member_id in (select id from family)
    union all
    select 4, '変更履歴', effective_on::text, field, old_value || ' → ' || new_value from member_change
    where member_id in (select id from family)
    union all
    select 5, '契約', contract.opened_on::text, contract.number, publication.name || ' ' || contract.units || '回 ' || contract.price_yen || '円'
    from contract join publication on publication.id = contract.publication_id where contract.payer_id in (select id from family)
    union all
    select 6, '受注', ordered_on::text, number, total_yen || '円' from customer_order where member_id in (select id from family)
    union all
    select 7, '入金', received_on::text, number, amount_yen || '円' from payment where payer_id in (select id from family)
    union all
    select 8, '発送', run.ships_on::text, publication.name || ' 第' || run.issue_number || '号', shipment.copies || '部'
    from shipment join issue_run as run on run.id = shipment.issue_run_id join publication on publication.id = run.publication_id
    where shipment.recipient_id in (select id from family)
    union all
    select 9, 'メール', coalesce((sent_at at time zone 'Asia/Tokyo')::date::text, ''), kind, subject from outbox
    where member_id in (select id from family)
    union all
    select 10, '同意', (recorded_at at time zone 'Asia/Tokyo')::date::text, purpose, case when is_given then '同意' else '撤回' end
    from member_consent where member_id in (select id from family)
    union all
    select 11, '口座振替の口座', mandated_on::text, holder_name, concat_ws(' ', bank_code, bank_name, branch_code, branch_name, account_number)
    from debit_account where member_id in (select id from family) and account_number <> ''
    union all
    select 12, '資料請求', (requested_at at time zone 'Asia/Tokyo')::date::text, number, channel from brochure_request
    where member_id in (select id from family)
    union all
    select 13, '在学の確認', (asked_at at time zone 'Asia/Tokyo')::date::text, school, concat_ws(' ', state, studies_until, note) from student_proof
    where member_id in (select id from family)
    union all
    select 14, '返金の振込先', (asked.account_told_at at time zone 'Asia/Tokyo')::date::text, asked.account_holder,
      concat_ws(' ', nullif(asked.bank_code, ''), asked.bank_name, nullif(asked.branch_code, ''), asked.branch_name, asked.account_number)
    from discontinued_contract as asked join contract on contract.id = asked.contract_id
    where contract.payer_id in (select id from family) and asked.account_number <> ''
    union all
    select 15, '返金の振込', remittance.pays_on::text, line.refund_number,
      remittance.number || ' ' || line.amount_yen || '円' || case when line.returned_on is null then '' else ' 組戻し' end
    from remittance_line as line join remittance on remittance.id = line.remittance_id join refund on refund.number = line.refund_number
    where refund.payer_id in (select id from family)
  )
  select section, at, item, content from held order by place, at, item`

const paperOf = (scope: Scope, head: Head, held: readonly Held[]): Paper => ({
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
