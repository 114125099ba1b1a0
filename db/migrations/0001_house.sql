-- The house: functions that every table uses, organizations, staff, audit, files, job runs.

-- Time-ordered ids (UUIDv7, RFC 9562) on any PostgreSQL ≥ 15.
create function new_id() returns uuid language sql volatile parallel safe as $$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

-- The organization of this transaction; null outside a Scope, so that no row is visible.
create function current_organization() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('app.organization_id', true), '')::uuid
$$;

-- Puts a table behind the tenant wall and gives the app's role exactly the rights named.
create procedure wall_in(table_name regclass, rights text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', table_name);
  execute format('alter table %s force row level security', table_name);
  execute format('create policy organization_wall on %s using (organization_id = current_organization())'
    || ' with check (organization_id = current_organization())', table_name);
  execute format('grant %s on %s to teiki_app', rights, table_name);
end
$$;

-- Search form of names and kana: width, kana kind, case, spaces, middle dots and long-vowel marks do not matter.
create function search_form(value text) returns text language sql immutable parallel safe strict as $$
  select translate(
    upper(regexp_replace(normalize(value, nfkc), '[[:space:]・･ー‐−–—\-]', '', 'g')),
    'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをん',
    'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲン')
$$;

create function digits_of(value text) returns text language sql immutable parallel safe strict as $$
  select regexp_replace(normalize(value, nfkc), '[^0-9]', '', 'g')
$$;

create table organization (
  id uuid not null default new_id() constraint organization_key primary key,
  code text not null constraint organization_code_is_unique unique
    constraint organization_code_is_lower_case check (code ~ '^[a-z][a-z0-9-]{1,30}$'),
  name text not null,
  name_kana text not null default '',
  name_english text not null default '',
  postal_code text not null default '',
  address text not null default '',
  phone text not null default '',
  email text not null default '',
  registration_number text constraint registration_number_is_t_and_13_digits check (registration_number ~ '^T[0-9]{13}$'),
  embed_origins text[] not null default '{}',
  accent text not null default '#1f6f54' constraint accent_is_a_colour check (accent ~ '^#[0-9a-f]{6}$'),
  tax_rounding text not null default 'floor' constraint tax_rounding_is_known check (tax_rounding in ('floor', 'round', 'ceil')),
  created_at timestamptz not null default clock_timestamp()
);
grant select, insert, update on organization to teiki_app;

create table staff (
  id uuid not null default new_id() constraint staff_key primary key,
  email text not null constraint staff_email_is_unique unique constraint staff_email_is_lower_case check (email = lower(email)),
  name text not null,
  password_hash text not null,
  locale text not null default 'ja' constraint staff_locale_is_known check (locale in ('ja', 'en')),
  theme text not null default 'system' constraint staff_theme_is_known check (theme in ('system', 'light', 'dark')),
  disabled_at timestamptz,
  created_at timestamptz not null default clock_timestamp()
);
grant select, insert, update on staff to teiki_app;

create table staff_role (
  organization_id uuid not null constraint staff_role_of_an_organization references organization (id),
  staff_id uuid not null constraint staff_role_of_a_staff references staff (id),
  role text not null constraint staff_role_is_known
    check (role in ('administrator', 'operator', 'manager', 'accountant', 'seminar-staff')),
  constraint staff_role_key primary key (organization_id, staff_id, role)
);
create index staff_role_by_staff on staff_role (staff_id);
grant select, insert, delete on staff_role to teiki_app;

create table staff_session (
  token_hash text not null constraint staff_session_key primary key,
  staff_id uuid not null constraint staff_session_of_a_staff references staff (id),
  organization_id uuid constraint staff_session_in_an_organization references organization (id),
  started_at timestamptz not null,
  expires_at timestamptz not null
);
create index staff_session_by_staff on staff_session (staff_id);
grant select, insert, update, delete on staff_session to teiki_app;

create table sign_in_attempt (
  subject text not null,
  attempted_at timestamptz not null
);
create index sign_in_attempt_by_subject on sign_in_attempt (subject, attempted_at);
grant select, insert, delete on sign_in_attempt to teiki_app;

-- 監査ログ: append-only, chained per organization; the chain is made by the database.
create table audit_entry (
  organization_id uuid not null constraint audit_of_an_organization references organization (id),
  seq bigint not null,
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null default '{}',
  previous_hash text not null,
  hash text not null,
  constraint audit_entry_key primary key (organization_id, seq)
);
call wall_in('audit_entry', 'select, insert');

create function audit_hash(entry audit_entry) returns text language sql stable as $$
  select encode(sha256(convert_to(concat_ws(chr(31), entry.organization_id, entry.seq,
    to_char(entry.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), entry.actor, entry.action,
    entry.subject, entry.detail::text, entry.previous_hash), 'UTF8')), 'hex')
$$;

create function chain_audit_entry() returns trigger language plpgsql as $$
declare
  last record;
begin
  -- One writer at a time per organization, or two entries would claim the same predecessor.
  perform pg_advisory_xact_lock(hashtextextended('audit:' || new.organization_id, 0));
  select seq, hash into last from audit_entry where organization_id = new.organization_id order by seq desc limit 1;
  new.seq := coalesce(last.seq, 0) + 1;
  new.previous_hash := coalesce(last.hash, '');
  new.hash := audit_hash(new);
  return new;
end
$$;
create trigger audit_entry_is_chained before insert on audit_entry for each row execute function chain_audit_entry();

-- Files of the house (labels, papers, exports): the bytes lie in file storage under their hash.
create table stored_file (
  organization_id uuid not null constraint file_of_an_organization references organization (id),
  id uuid not null default new_id(),
  name text not null,
  media_type text not null,
  sha256 text not null,
  byte_count bigint not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint stored_file_key primary key (organization_id, id)
);
call wall_in('stored_file', 'select, insert');

create table job_run (
  organization_id uuid not null constraint job_run_of_an_organization references organization (id),
  id uuid not null default new_id(),
  name text not null,
  flags jsonb not null default '{}',
  started_at timestamptz not null,
  finished_at timestamptz,
  progress numeric not null default 0,
  outcome text not null default 'running' constraint job_run_outcome_is_known check (outcome in ('running', 'done', 'refused', 'failed')),
  result jsonb,
  constraint job_run_key primary key (organization_id, id)
);
create index job_run_by_start on job_run (organization_id, started_at desc);
call wall_in('job_run', 'select, insert, update');
