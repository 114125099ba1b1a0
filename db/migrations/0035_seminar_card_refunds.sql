-- 受講料のカードへの返金: a refund of a seminar order goes back to the card as one of a contract does.
alter table card_refund
  add column seminar_refund_number text,
  add constraint card_refund_pays_a_seminar_refund foreign key (organization_id, seminar_refund_number)
    references seminar_refund (organization_id, number),
  add constraint card_refund_pays_one_refund check (num_nonnulls(refund_number, seminar_refund_number) <= 1);
create index card_refund_by_seminar_refund on card_refund (organization_id, seminar_refund_number)
  where seminar_refund_number is not null;

-- 仮受金 of a payment: what was booked there, has not gone back to the card and is not owed back as a refund of its own (a seminar's
-- payment that came too late).
create or replace function held_on_suspense(organization uuid, payment uuid) returns bigint language sql stable as $$
  select (coalesce((
      select -sum(line.amount_yen) from payment as paid
      join voucher on voucher.organization_id = paid.organization_id and voucher.source_key = 'payment:' || paid.external_key
      join voucher_line as line on line.organization_id = voucher.organization_id and line.voucher_id = voucher.id
      join account on account.organization_id = line.organization_id and account.code = line.account_code
      where paid.organization_id = organization and paid.id = payment and account.purpose = 'suspense'), 0)
    - coalesce((
      select sum(back.amount_yen) from card_refund as back
      where back.organization_id = organization and back.payment_id = payment and back.refund_number is null
        and back.seminar_refund_number is null and back.state = 'done'), 0)
    - coalesce((
      select sum(late.amount_yen) from seminar_refund as late
      where late.organization_id = organization and late.payment_id = payment), 0))::bigint
$$;
