-- An invoice is never settled beyond its sum, whatever runs beside whatever: payments and credit notes wait for each other in the code,
-- and the database refuses what they would get wrong.
create function refuse_settlement_beyond_invoice() returns trigger language plpgsql as $$
begin
  if exists (
    select from (select distinct organization_id, invoice_id from settled) as touched
    join issued_paper as paper on paper.organization_id = touched.organization_id and paper.id = touched.invoice_id
    join lateral (select sum(amount_yen) as yen from invoice_settlement as settlement
      where settlement.organization_id = paper.organization_id and settlement.invoice_id = paper.id) as sum on true
    where sum.yen > paper.total_yen
  ) then
    raise exception 'an invoice is settled beyond its sum'
      using errcode = '23514', constraint = 'an_invoice_is_not_settled_beyond_its_sum', table = 'invoice_settlement';
  end if;
  return null;
end $$;

create trigger an_invoice_is_not_settled_beyond_its_sum after insert on invoice_settlement
  referencing new table as settled for each statement execute function refuse_settlement_beyond_invoice();
