import { fillContracts, totalPostings } from "#test/bench/bench-data.ts"

/** Rows of a payer in 売掛金元帳: head, 前月繰越, ten dated lines, 次月繰越. */
export const ROWS_OF_PAYER = 13

/** SQL for an organization whose 売掛金元帳 of March 2026 has about so many rows: ten vouchers, each with a movement of each contract. */
export const fillLedger = (rows: number): string => `
  set session_replication_role = replica;
  ${fillContracts(Math.round(rows / ROWS_OF_PAYER))}
  update member set family_name = (array['山田', '髙橋', '山﨑', '渡邉', '㈱高橋', '佐々木', 'サイトウ'])[1 + abs(hashtext(number)) % 7];
  update member set family_name = '𠮷田' where abs(hashtext(number)) % 1000 = 0;
  insert into voucher (organization_id, kind, source_key, effective_on, description, recorded_by)
    select '00000000-0000-7000-8000-000000000001', case when n % 2 = 1 then 'issue-run' else 'payment' end, 'bench:' || n,
      date '2026-03-01' + 2 * n::integer,
      case when n % 2 = 1 then '月刊ベンチ 第' || 100 + n || '号 発送売上' else '入金 コンビニ収納 ' || n || '回目' end, 'bench'
    from generate_series(1, 10) as n;
  insert into voucher_line (organization_id, voucher_id, line_no, account_code, tax_class, amount_yen, effective_on)
    select voucher.organization_id, voucher.id, line.no, line.account, 'none', line.sign * 1045 * (select count(*) from contract), voucher.effective_on
    from voucher join lateral (values (1, '131', 1), (2, '500', -1)) as line (no, account, sign) on true
    where voucher.source_key like 'bench:%' and voucher.kind = 'issue-run'
    union all
    select voucher.organization_id, voucher.id, line.no, line.account, 'none', line.sign * 900 * (select count(*) from contract), voucher.effective_on
    from voucher join lateral (values (1, '399', 1), (2, '131', -1)) as line (no, account, sign) on true
    where voucher.source_key like 'bench:%' and voucher.kind = 'payment';
  insert into movement (organization_id, contract_id, voucher_id, effective_on, cause, deferred_yen, receivable_yen)
    select contract.organization_id, contract.id, voucher.id, voucher.effective_on,
      case voucher.kind when 'payment' then 'payment' else 'issue' end, 0, case voucher.kind when 'payment' then -900 else 1045 end
    from voucher cross join contract where voucher.source_key like 'bench:%';
  ${totalPostings}
  set session_replication_role = default;`
