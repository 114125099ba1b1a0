import type { Scope } from "#app/platform/scope.server.ts"
import { type CellProblem, cellMessages } from "#app/subscriptions/import-cell.ts"
import type { RejectedCell } from "#app/subscriptions/import-subscribers.server.ts"

type Found = { line: number; column_name: string; value: string; problem: CellProblem }

/**
 * Checks what one row cannot tell: the recipient exists, a contract line stands once, the rows of a contract agree, and a
 * contract taken over before has the same terms. Marks the rows as rejected and names the cells.
 */
export async function crossCheckRows(scope: Scope): Promise<RejectedCell[]> {
  const found = [
    ...(await duplicateLines(scope)),
    ...(await differingRows(scope)),
    ...(await differingPeople(scope)),
    ...(await differingContracts(scope)),
  ]
  await markRejected(scope, found)
  // Last, and again until nothing changes: a recipient whose own row is rejected is no recipient.
  for (;;) {
    const missing = await missingRecipients(scope)
    if (missing.length === 0) break
    await markRejected(scope, missing)
    found.push(...missing)
  }
  return found.map(({ line, column_name, value, problem }) => ({
    line,
    column: column_name,
    value,
    message: cellMessages[problem].ja,
    messageEn: cellMessages[problem].en,
  }))
}

async function markRejected(scope: Scope, found: readonly Found[]) {
  await scope.sql`update subscriber_import_row set rejected = true where line = any(${found.map(({ line }) => line)}::integer[])`
}

const missingRecipients = (scope: Scope) => scope.sql<Found>`
  select given.line, '送付先会員番号' as column_name, given.recipient_number as value, 'recipient' as problem
  from subscriber_import_row as given
  where not given.rejected and given.recipient_number is not null
    and not exists (select from subscriber_import_row as other
      where other.member_number = given.recipient_number and not other.rejected)
    and not exists (select from member where member.number = given.recipient_number)`

const duplicateLines = (scope: Scope) => scope.sql<Found>`
  select line, '枝番' as column_name, line_no::text as value, 'duplicate-line' as problem
  from (select line, line_no, row_number() over (partition by contract_number, line_no order by line) as occurrence
    from subscriber_import_row where contract_number is not null and not rejected) as numbered
  where occurrence > 1`

const differingRows = (scope: Scope) => scope.sql<Found>`
  with first as (
    select distinct on (contract_number) * from subscriber_import_row
    where contract_number is not null and not rejected order by contract_number, line
  )
  select given.line, difference.column_name, difference.value, 'differs-within-contract' as problem
  from subscriber_import_row as given join first using (contract_number)
  cross join lateral (values
    ('会員番号', given.member_number, first.member_number),
    ('プランコード', given.offer_code, first.offer_code),
    ('開始号', given.start_issue::text, first.start_issue::text),
    ('回数', given.units::text, first.units::text),
    ('発送済回数', given.served_units::text, first.served_units::text),
    ('契約金額', given.price_yen::text, first.price_yen::text),
    ('入金額', given.paid_yen::text, first.paid_yen::text)
  ) as difference (column_name, value, expected)
  where given.line <> first.line and not given.rejected and difference.value is distinct from difference.expected`

/** One number is one person: another name under it would book somebody's contract on somebody else. */
const differingPeople = (scope: Scope) => scope.sql<Found>`
  with known as (
    select number as member_number, family_name, given_name, family_name_kana, given_name_kana, 0 as line from member
    where number in (select member_number from subscriber_import_row)
    union all
    select member_number, family_name, given_name, family_name_kana, given_name_kana, line from subscriber_import_row
    where not rejected
  ), first as (
    select distinct on (member_number) * from known order by member_number, line
  )
  select given.line, difference.column_name, difference.value, 'differs-within-member' as problem
  from subscriber_import_row as given join first using (member_number)
  cross join lateral (values
    ('姓', given.family_name, first.family_name), ('名', given.given_name, first.given_name),
    ('セイ', given.family_name_kana, first.family_name_kana), ('メイ', given.given_name_kana, first.given_name_kana)
  ) as difference (column_name, value, expected)
  where not given.rejected and difference.value <> difference.expected`

const differingContracts = (scope: Scope) => scope.sql<Found>`
  select given.line, difference.column_name, difference.value, 'differs-from-imported' as problem
  from subscriber_import_row as given
  join contract on contract.number = given.contract_number
  join member as payer on payer.id = contract.payer_id
  cross join lateral (values
    ('会員番号', given.member_number, payer.number),
    ('開始号', given.start_issue::text, contract.start_issue::text),
    ('回数', given.units::text, contract.units::text),
    ('発送済回数', given.served_units::text, contract.opening_units::text),
    ('契約金額', given.price_yen::text, contract.price_yen::text),
    ('入金額', given.paid_yen::text, contract.opening_paid_yen::text)
  ) as difference (column_name, value, expected)
  where not given.rejected and difference.value is distinct from difference.expected`
