import { fillContracts } from "#test/bench/bench-data.ts"

/**
 * SQL for an organization with so many vouchers of two or three lines in March 2026, on ten accounts and three titles; the posting totals are
 * gathered but for those of the last day, which stand as its vouchers left them.
 */
export const fillJournal = (vouchers: number): string => `
  set session_replication_role = replica;
  ${fillContracts(1_000)}
  insert into account (organization_id, code, name, name_english, kind, purpose)
    values ('00000000-0000-7000-8000-000000000001', '111', '普通預金', 'Bank', 'asset', 'bank'),
      ('00000000-0000-7000-8000-000000000001', '135', '未収入金(カード)', 'Card', 'asset', 'card-clearing'),
      ('00000000-0000-7000-8000-000000000001', '745', '支払手数料', 'Fee', 'expense', 'payment-fee');
  insert into voucher (organization_id, kind, source_key, effective_on, description, recorded_by)
    select '00000000-0000-7000-8000-000000000001', 'payment', 'bench:' || lpad(n::text, 8, '0'), date '2026-03-01' + n % 31,
      '入金 ' || n, 'bench'
    from generate_series(1, ${vouchers}) as n;
  insert into voucher_line (organization_id, voucher_id, line_no, account_code, sub_account, tax_class, amount_yen, effective_on)
    select voucher.organization_id, voucher.id, line.no, line.account, line.sub, 'none', line.yen, voucher.effective_on
    from (select *, abs(hashtext(source_key)) as dice from voucher where source_key like 'bench:%') as voucher
    cross join lateral (select 1000 + dice % 20000 as yen, (array['GARDEN', 'TSURI', 'BENCH'])[1 + dice % 3] as title) as paid
    cross join lateral (values
      (1, case when dice % 2 = 0 then '111' else '135' end, '', case when dice % 5 = 0 then paid.yen - 36 else paid.yen end),
      (2, case when dice % 5 = 0 then '745' end, '', 36),
      (3, case when dice % 7 = 0 then '131' else '318' end, paid.title, -paid.yen)) as line (no, account, sub, yen)
    where line.account is not null;
  insert into posting_total (organization_id, effective_on, account_code, sub_account, amount_yen)
    select organization_id, effective_on, account_code, sub_account, sum(amount_yen) from voucher_line
    group by organization_id, effective_on, account_code, sub_account, case when effective_on = date '2026-03-31' then voucher_id end;
  set session_replication_role = default;`
