-- 仮受金 of a payment, from its own voucher: what was booked there and has not gone back to the card. What paid a debt that had been
-- written off is no part of it, although no contract's price took it.
create function held_on_suspense(organization uuid, payment uuid) returns bigint language sql stable as $$
  select (coalesce((
      select -sum(line.amount_yen) from payment as paid
      join voucher on voucher.organization_id = paid.organization_id and voucher.source_key = 'payment:' || paid.external_key
      join voucher_line as line on line.organization_id = voucher.organization_id and line.voucher_id = voucher.id
      join account on account.organization_id = line.organization_id and account.code = line.account_code
      where paid.organization_id = organization and paid.id = payment and account.purpose = 'suspense'), 0)
    - coalesce((
      select sum(back.amount_yen) from card_refund as back
      where back.organization_id = organization and back.payment_id = payment and back.refund_number is null
        and back.state = 'done'), 0))::bigint
$$;
grant execute on function held_on_suspense(uuid, uuid) to teiki_app;
