import { openVoucher, postLines } from "#app/ledger/post-voucher.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/** Writes the good rows that are new: members, contracts, the run that the older system made last, opening balances. */
export async function applyImport(scope: Scope, sha256: string, asOf: CalendarDate): Promise<void> {
  await addMembers(scope)
  await addContracts(scope, asOf)
  await addTakeoverRuns(scope, asOf)
  const [first] = await scope.sql<{ number: string }>`select number from new_contract order by number limit 1`
  if (!first) return
  const voucherId = await openVoucher(scope, {
    kind: "opening",
    sourceKey: `opening:${sha256}:${first.number}`,
    effectiveOn: asOf,
    description: "移行残高(前受金・売掛金)",
  })
  if (voucherId === null) throw new Error(`contract ${first.number} is new and has its opening voucher`)
  await scope.sql`
    insert into movement (organization_id, contract_id, voucher_id, effective_on, cause, deferred_yen, receivable_yen, units)
    select contract.organization_id, contract.id, ${voucherId}::uuid, ${asOf}::date, 'opening',
      greatest(balance.yen, 0), greatest(-balance.yen, 0), contract.opening_units
    from new_contract join contract on contract.id = new_contract.id
    cross join lateral (select contract.opening_paid_yen
      - (contract.price_yen - contract.tax_yen) * contract.opening_units / contract.units
      - contract.tax_yen * contract.opening_units / contract.units as yen) as balance`
  const sums = await scope.sql<{ code: string; deferred_yen: number; receivable_yen: number }>`
    select publication.code, sum(movement.deferred_yen)::bigint as deferred_yen,
      sum(movement.receivable_yen)::bigint as receivable_yen
    from movement join contract on contract.id = movement.contract_id
    join publication on publication.id = contract.publication_id
    where movement.voucher_id = ${voucherId}::uuid group by publication.code order by publication.code`
  await postLines(
    scope,
    voucherId,
    sums.flatMap(({ code, deferred_yen, receivable_yen }) => [
      { purpose: "receivable" as const, subAccount: code, amountYen: receivable_yen },
      { purpose: "opening" as const, subAccount: code, amountYen: deferred_yen - receivable_yen },
      { purpose: "deferred" as const, subAccount: code, amountYen: -deferred_yen },
    ]),
  )
}

const addMembers = (scope: Scope) => scope.sql`
  insert into member (organization_id, number, family_name, given_name, family_name_kana, given_name_kana, company_name,
    department, job_title, postal_code, prefecture, city, street, building, phone, email, gender, born_on, industry,
    occupation, wants_mail, note, origin)
  select distinct on (member_number) organization_id, member_number, family_name, given_name, family_name_kana,
    given_name_kana, company_name, department, job_title, postal_code, prefecture, city, street, building, phone, email,
    gender, born_on, industry, occupation, wants_mail, note, 'import'
  from subscriber_import_row where not rejected order by member_number, line
  on conflict (organization_id, number) do nothing`

async function addContracts(scope: Scope, asOf: CalendarDate) {
  await scope.sql`create temporary table new_contract (id uuid not null, number text not null) on commit drop`
  await scope.sql`
    with added as (
        insert into contract (organization_id, number, publication_id, offer_id, payer_id, units, price_yen,
          tax_rate_percent, tax_yen, start_issue, auto_renewal, payment_way, source_code, opened_on, opening_units,
          opening_paid_yen, opening_paid_on, note, category, first_start_issue, last_issue)
        select distinct on (given.contract_number) given.organization_id, given.contract_number, publication.id, offer.id,
          payer.id, given.units, given.price_yen, publication.tax_rate_percent, tax.yen, given.start_issue,
          given.auto_renewal, given.payment_way, given.source_code, ${asOf}::date, given.served_units, given.paid_yen,
          given.paid_on, given.note, case when given.price_yen = 0 then 'complimentary'
            when given.recipient_number is not null then 'gift' when payer.company_name <> '' then 'corporate'
            else 'individual' end,
          given.start_issue, case when given.served_units = given.units then given.start_issue + given.units - 1 end
        from subscriber_import_row as given
        join publication on publication.code = given.publication_code
        join offer on offer.code = given.offer_code
        join member as payer on payer.number = given.member_number
        join organization on organization.id = given.organization_id
        cross join lateral (select given.price_yen * publication.tax_rate_percent as part,
          100 + publication.tax_rate_percent as whole) as share
        cross join lateral (select case organization.tax_rounding
          when 'floor' then share.part / share.whole
          when 'ceil' then (share.part + share.whole - 1) / share.whole
          else (share.part * 2 + share.whole) / (share.whole * 2) end as yen) as tax
        where not given.rejected and given.contract_number is not null
        order by given.contract_number, given.line
      on conflict (organization_id, number) do nothing returning id, number
    )
    insert into new_contract select id, number from added`
  await scope.sql`analyze new_contract`
  await scope.sql`
    insert into contract_line (organization_id, contract_id, line_no, recipient_id, copies)
    select given.organization_id, contract.id, given.line_no, recipient.id, given.copies
    from subscriber_import_row as given
    join new_contract as contract on contract.number = given.contract_number
    join member as recipient on recipient.number = coalesce(given.recipient_number, given.member_number)
    where not given.rejected`
  await scope.sql`
    insert into contract_position (organization_id, contract_id)
    select ${scope.organizationId}, id from new_contract`
}

/** The older system's last run of each title, so that the first run here has a previous issue to stand beside. */
async function addTakeoverRuns(scope: Scope, asOf: CalendarDate) {
  await scope.sql`
    insert into issue_run (organization_id, publication_id, issue_number, kind, ships_on, confirmed_at, confirmed_by)
    select distinct on (issue.publication_id) issue.organization_id, issue.publication_id, issue.number, 'takeover',
      issue.shipped_on, ${scope.now}, ${scope.actor}
    from issue where issue.shipped_on <= ${asOf}::date
      and not exists (select from issue_run where issue_run.publication_id = issue.publication_id)
    order by issue.publication_id, issue.number desc`
  await scope.sql`
    insert into shipment (organization_id, issue_run_id, contract_id, line_no, recipient_id, copies, kind,
      category, delivery_class, prefecture)
    select line.organization_id, run.id, line.contract_id, line.line_no, line.recipient_id, line.copies,
      case when contract.price_yen = 0 then 'complimentary' when line.recipient_id <> contract.payer_id then 'gift'
        else 'paid' end, contract.category, publication.delivery_class, recipient.prefecture
    from new_contract join contract on contract.id = new_contract.id
    join issue_run as run on run.publication_id = contract.publication_id and run.kind = 'takeover'
    join publication on publication.id = contract.publication_id
    join contract_line as line on line.contract_id = contract.id
    join member as recipient on recipient.id = line.recipient_id
    where contract.opening_units > 0 and contract.start_issue + contract.opening_units - 1 = run.issue_number`
}
