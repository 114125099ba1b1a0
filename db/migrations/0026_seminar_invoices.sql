-- 受講料の請求書: an invoice of a seminar order is settled by what was paid for the order, or lowered when it is cancelled.
alter table invoice_settlement
  add column seminar_order_id uuid,
  add constraint settlement_for_a_seminar_order foreign key (organization_id, seminar_order_id)
    references seminar_order (organization_id, id),
  add constraint settlement_has_one_subject check (contract_id is null or seminar_order_id is null);
create index invoice_settlement_by_seminar_order on invoice_settlement (organization_id, seminar_order_id)
  where seminar_order_id is not null;
alter table issued_paper_line
  add constraint paper_line_of_a_seminar_order foreign key (organization_id, seminar_order_id)
    references seminar_order (organization_id, id);
