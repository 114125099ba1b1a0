-- 修了証の体裁: an organization's design, in versions that are only added to, so that a certificate is always drawn as it was issued.
create table certificate_design (
  organization_id uuid not null constraint certificate_design_of_an_organization references organization (id),
  id uuid not null default new_id(),
  title text not null default '修了証' constraint a_certificate_has_a_title check (title <> ''),
  body text not null default '',
  signer text not null default '',
  colour text not null default '#8a6d1f' constraint certificate_colour_is_hex check (colour ~ '^#[0-9a-f]{6}$'),
  -- 印影 and 署名: PNG images, kept as stored files.
  seal_file_id uuid,
  signature_file_id uuid,
  saved_at timestamptz not null,
  saved_by text not null,
  constraint certificate_design_key primary key (organization_id, id),
  constraint certificate_seal_is_stored foreign key (organization_id, seal_file_id) references stored_file (organization_id, id),
  constraint certificate_signature_is_stored foreign key (organization_id, signature_file_id) references stored_file (organization_id, id)
);
create index certificate_design_by_time on certificate_design (organization_id, saved_at);
call wall_in('certificate_design', 'select, insert');

alter table certificate
  add column design_id uuid,
  add constraint certificate_has_a_design foreign key (organization_id, design_id) references certificate_design (organization_id, id);

-- 修了の条件: beside the share of the sessions, so many minutes in all.
alter table seminar
  add column certificate_minutes integer constraint certificate_minutes_are_positive check (certificate_minutes > 0);
