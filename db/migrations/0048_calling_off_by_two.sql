-- 開催中止 that pays money back is asked for by one person and approved by another.
alter table approval
  drop constraint approval_kind_is_known,
  add constraint approval_kind_is_known check (kind in ('manual-voucher', 'reversal', 'reopening', 'call-off'));
