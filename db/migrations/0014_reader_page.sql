-- マイページ: sign-in by a mailed code, sessions of readers, opinions.

-- A code that was asked for with a mail address. The row is made for unknown addresses too, so that both look and last the same.
create table reader_code (
  organization_id uuid not null constraint reader_code_of_an_organization references organization (id),
  id uuid not null default new_id(),
  email_normal text not null,
  code_hash text not null,
  tries integer not null default 0,
  expires_at timestamptz not null,
  proved_at timestamptz,
  constraint reader_code_key primary key (organization_id, id)
);
create index reader_code_by_expiry on reader_code (organization_id, expires_at);
call wall_in('reader_code', 'select, insert, update, delete');

create table reader_session (
  organization_id uuid not null,
  token_hash text not null,
  member_id uuid not null,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  constraint reader_session_key primary key (organization_id, token_hash),
  constraint reader_session_of_a_member foreign key (organization_id, member_id) references member (organization_id, id)
);
create index reader_session_by_member on reader_session (organization_id, member_id);
create index reader_session_by_expiry on reader_session (organization_id, expires_at);
call wall_in('reader_session', 'select, insert, delete');

-- ご意見: from a reader who is signed in, or from somebody who cannot sign in and leaves how to reach him.
create table reader_opinion (
  organization_id uuid not null constraint reader_opinion_of_an_organization references organization (id),
  id uuid not null default new_id(),
  member_id uuid,
  is_signed_in boolean not null,
  contact text not null default '',
  body text not null,
  sent_at timestamptz not null,
  constraint reader_opinion_key primary key (organization_id, id),
  constraint reader_opinion_of_a_member foreign key (organization_id, member_id) references member (organization_id, id)
);
create index reader_opinion_by_member on reader_opinion (organization_id, member_id);
call wall_in('reader_opinion', 'select, insert, update');
