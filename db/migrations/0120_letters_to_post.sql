-- 郵送物: the letters that one run printed, as one PDF with a page or more each, and when somebody took them to the post.
create table letter_batch (
  organization_id uuid not null,
  file_id uuid not null,
  kind text not null constraint letter_kind_is_known
    check (kind in ('renewal', 'card-renewal', 'payment', 'dunning', 'discontinued', 'returned-mail')),
  letter_count integer not null constraint a_batch_has_letters check (letter_count > 0),
  printed_at timestamptz not null,
  posted_on date,
  posted_by text,
  constraint letter_batch_key primary key (organization_id, file_id),
  constraint letter_batch_is_stored foreign key (organization_id, file_id) references stored_file (organization_id, id),
  constraint what_is_posted_says_by_whom check ((posted_on is null) = (posted_by is null))
);
create index letter_batch_by_time on letter_batch (organization_id, printed_at);
create index letter_batch_to_post on letter_batch (organization_id) where posted_on is null;
call wall_in('letter_batch', 'select, insert, update');

-- What was printed before stands in the list, too, as gone out: nobody kept when.
insert into letter_batch (organization_id, file_id, kind, letter_count, printed_at, posted_on, posted_by)
select letter.organization_id, letter.file_id, letter.kind, letter.letters, file.recorded_at,
  (file.recorded_at at time zone 'Asia/Tokyo')::date, 'system'
from (
  select organization_id, letter_file_id as file_id, 'renewal' as kind, count(*)::integer as letters from renewal_notice group by 1, 2
  union all select organization_id, letter_file_id, 'card-renewal', count(*) from auto_renewal_notice group by 1, 2
  union all select organization_id, letter_file_id, 'payment', count(*) from payment_notice group by 1, 2
  union all select organization_id, letter_file_id, 'dunning', count(distinct letter_page) from invoice_notice group by 1, 2
  union all select gone.organization_id, letter_file_id, 'discontinued', count(letter_page) from discontinuation as gone
    join discontinued_contract as contract using (organization_id, publication_id) group by 1, 2
  union all select organization_id, file_id, 'returned-mail', 1 from mail_as_letter
) as letter
join stored_file as file on (file.organization_id, file.id) = (letter.organization_id, letter.file_id)
where letter.letters > 0;

alter table retention_rule drop constraint retention_kind_is_known;
alter table retention_rule add constraint retention_kind_is_known check (kind in
  ('member', 'application', 'mail', 'stripe-event', 'export-file', 'upload-file', 'label-file', 'student-proof', 'letter-file'));
