/** SQL that fills an organization `bench` with so many members and contracts of one monthly title, from a seed. */
export const fillContracts = (contracts: number): string => `
  insert into organization (id, code, name) values ('00000000-0000-7000-8000-000000000001', 'bench', 'Bench');
  insert into publication (organization_id, id, code, name, frequency)
    values ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002', 'BENCH', 'ベンチ', 'monthly');
  insert into issue (organization_id, publication_id, number, label, ships_on, shipped_on)
    select '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002', n, n || '号', date '2026-01-16',
      case when n < 100 then date '2026-01-16' end from generate_series(60, 140) as n;
  insert into offer (organization_id, id, code, publication_id, name, units, price_yen)
    values ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000003', 'B24',
      '00000000-0000-7000-8000-000000000002', '24', 24, 25080);
  insert into member (organization_id, number, family_name, given_name, family_name_kana, given_name_kana, postal_code,
      prefecture, city, street, phone, origin)
    select '00000000-0000-7000-8000-000000000001', 'M' || lpad(n::text, 8, '0'), '山田', '太郎', 'ヤマダ', 'タロウ',
      lpad((n::bigint * 7919 % 9999999)::text, 7, '0'), '東京都', '千代田区', '神田' || n, '03' || lpad(n::text, 8, '0'), 'import'
    from generate_series(1, ${contracts}) as n;
  insert into contract (organization_id, number, publication_id, offer_id, payer_id, units, price_yen, tax_rate_percent,
      tax_yen, start_issue, first_start_issue, payment_way, opened_on, opening_units, opening_paid_yen)
    select organization_id, 'C' || substr(number, 2), '00000000-0000-7000-8000-000000000002',
      '00000000-0000-7000-8000-000000000003', id, 24, 25080, 10, 2280, 100 - served.units, 100 - served.units, 'card', '2026-01-01', served.units,
      case when abs(hashtext(number)) % 10 = 0 then 0 else 25080 end
    from member cross join lateral (select abs(hashtext(number || 'u')) % 24 as units) as served;
  insert into contract_line (organization_id, contract_id, line_no, recipient_id, copies)
    select organization_id, id, 1, payer_id, 1 from contract;
  insert into contract_position (organization_id, contract_id) select organization_id, id from contract;
  insert into account (organization_id, code, name, name_english, kind, purpose)
    values ('00000000-0000-7000-8000-000000000001', '131', '売掛金', 'AR', 'asset', 'receivable'),
      ('00000000-0000-7000-8000-000000000001', '318', '前受金', 'Deferred', 'liability', 'deferred'),
      ('00000000-0000-7000-8000-000000000001', '331', '仮受消費税', 'Tax', 'liability', 'output-tax'),
      ('00000000-0000-7000-8000-000000000001', '399', '開始残高', 'Opening', 'equity', 'opening'),
      ('00000000-0000-7000-8000-000000000001', '500', '売上高', 'Sales', 'revenue', 'sales');
  insert into voucher (organization_id, id, kind, source_key, effective_on, description, recorded_by)
    values ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000004', 'opening', 'opening:bench',
      '2026-01-01', 'opening', 'bench');
  insert into movement (organization_id, contract_id, voucher_id, effective_on, cause, deferred_yen, receivable_yen, units)
    select organization_id, id, '00000000-0000-7000-8000-000000000004', '2026-01-01', 'opening', greatest(b, 0),
      greatest(-b, 0), opening_units
    from contract cross join lateral (select opening_paid_yen - 22800 * opening_units / 24 - 2280 * opening_units / 24 as b) as x;
  insert into voucher_line (organization_id, voucher_id, line_no, account_code, tax_class, amount_yen, effective_on)
    select organization_id, voucher_id, 1, '318', 'none', -sum(deferred_yen), date '2026-01-01' from movement group by 1, 2
    union all select organization_id, voucher_id, 2, '131', 'none', sum(receivable_yen), '2026-01-01' from movement group by 1, 2
    union all select organization_id, voucher_id, 3, '399', 'none', sum(deferred_yen - receivable_yen), '2026-01-01' from movement group by 1, 2;`

/** The posting totals of lines that were written without the triggers, gathered as the hourly job leaves them. */
export const totalPostings = `
  insert into posting_total (organization_id, effective_on, account_code, sub_account, amount_yen)
    select organization_id, effective_on, account_code, sub_account, sum(amount_yen) from voucher_line group by 1, 2, 3, 4;`

/** The same effect as the issue run's serving and posting, as one script that somebody would write by hand. */
export const servedByHand = `
  begin;
  alter table movement disable trigger movement_moves_the_position;
  insert into issue_run (organization_id, id, publication_id, issue_number, kind, ships_on, confirmed_at, confirmed_by)
    values ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000010',
      '00000000-0000-7000-8000-000000000002', 100, 'main', '2026-02-16', now(), 'hand');
  insert into voucher (organization_id, id, kind, source_key, effective_on, description, recorded_by)
    values ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000011', 'issue-run', 'hand', '2026-02-16',
      'hand', 'hand');
  create temporary table hand on commit drop as
    select c.id, c.payer_id, p.served_units + 1 as unit_no,
      (c.price_yen - c.tax_yen) * (p.served_units + 1) / c.units - (c.price_yen - c.tax_yen) * p.served_units / c.units as net,
      c.tax_yen * (p.served_units + 1) / c.units - c.tax_yen * p.served_units / c.units as tax, p.deferred_yen
    from contract c join contract_position p on p.organization_id = c.organization_id and p.contract_id = c.id
    where c.publication_id = '00000000-0000-7000-8000-000000000002' and c.state = 'active' and c.start_issue <= 100
      and p.served_units < c.units;
  analyze hand;
  insert into served_unit select '00000000-0000-7000-8000-000000000001', id, unit_no, '00000000-0000-7000-8000-000000000010' from hand;
  insert into shipment select '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000010', l.contract_id,
    l.line_no, l.recipient_id, l.copies, 'paid', 'individual', 'mail', m.prefecture
    from hand join contract_line l on l.contract_id = hand.id join member m on m.id = l.recipient_id;
  update contract set last_issue = 100 from hand where hand.id = contract.id and hand.unit_no = contract.units;
  insert into movement (organization_id, contract_id, voucher_id, effective_on, cause, deferred_yen, receivable_yen, net_yen, tax_yen, units)
    select '00000000-0000-7000-8000-000000000001', id, '00000000-0000-7000-8000-000000000011', '2026-02-16', 'issue',
      -least(deferred_yen, net + tax), net + tax - least(deferred_yen, net + tax), net, tax, 1 from hand;
  update contract_position p set served_units = unit_no, deferred_yen = p.deferred_yen - least(p.deferred_yen, net + tax),
    receivable_yen = p.receivable_yen + net + tax - least(p.deferred_yen, net + tax)
    from hand where p.contract_id = hand.id and p.organization_id = '00000000-0000-7000-8000-000000000001';
  insert into voucher_line (organization_id, voucher_id, line_no, account_code, tax_class, amount_yen, effective_on)
    select '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000011', x.no, x.account, 'none', x.yen, '2026-02-16'
    from (select sum(least(deferred_yen, net + tax)) as d, sum(net + tax - least(deferred_yen, net + tax)) as r, sum(net) as n,
      sum(tax) as t from hand) as s, lateral (values (1, '318', d), (2, '131', r), (3, '500', -n), (4, '331', -t)) as x (no, account, yen)
    where x.yen <> 0;
  update issue set shipped_on = '2026-02-16' where number = 100;
  alter table movement enable trigger movement_moves_the_position;
  commit;`
