-- 開催中止, 再発行 and papers by post: what was said when a seminar was called off, and which letters have gone out.
alter table seminar
  add column called_off_at timestamptz,
  add column call_off_reason text not null default '',
  add constraint a_seminar_called_off_is_cancelled check (called_off_at is null or state = 'cancelled');

-- 郵送済: a paper of the seminar office that went out by post; what is still to go is asked of the orders.
create table seminar_letter (
  organization_id uuid not null,
  kind text not null constraint seminar_letter_kind_is_known check (kind in ('ticket', 'invoice', 'certificate')),
  -- What it carries: the ticket's issue, the paper, or the certificate; each is posted once.
  subject_key text not null,
  order_id uuid not null,
  sent_on date not null,
  sent_by text not null,
  constraint seminar_letter_key primary key (organization_id, kind, subject_key),
  constraint seminar_letter_of_an_order foreign key (organization_id, order_id) references seminar_order (organization_id, id)
);
create index seminar_letter_by_order on seminar_letter (organization_id, order_id);
call wall_in('seminar_letter', 'select, insert');

-- 受講証・請求書の届け方: by mail, or by post, as the applicant or staff chose.
alter table seminar_order
  add column by_post boolean not null default false;

-- 再発行 stands on a ticket that replaces one that was lost; who stands in for somebody has a first one of his own.
alter table ticket
  add column is_reissue boolean not null default false;

alter table registration_event drop constraint registration_event_kind_is_known;
alter table registration_event add constraint registration_event_kind_is_known check (kind in ('swapped', 'cancelled', 'ticket-reissued'));

-- 送付先 of an order: the address typed with it, or else the payer's own.
create function postal_address_of_order(organization uuid, wanted_order uuid) returns table (postal_code text, region text, street text,
  building text, lines text[]) language sql stable as $$
  select sent.postal_code, sent.region, sent.street, sent.building, array_remove(array[sent.region || sent.street, sent.building], '')
  from seminar_order left join member on member.organization_id = seminar_order.organization_id and member.id = seminar_order.payer_id
  cross join lateral (select coalesce(form->'payer'->>'street', '') <> '' as is_typed) as given
  cross join lateral (select
    case when is_typed then form->'payer'->>'postalCode' else coalesce(member.postal_code, '') end as postal_code,
    case when is_typed then concat(form->'payer'->>'prefecture', form->'payer'->>'city')
      else coalesce(member.prefecture || member.city, '') end as region,
    case when is_typed then form->'payer'->>'street' else coalesce(member.street, '') end as street,
    case when is_typed then coalesce(form->'payer'->>'building', '') else coalesce(member.building, '') end as building) as sent
  where seminar_order.organization_id = organization and seminar_order.id = wanted_order
$$;
grant execute on function postal_address_of_order to teiki_app;
