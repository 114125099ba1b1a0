-- 項目の対応: how the columns of one source's files become ours. A row is a version and stays; the newest of a name is the one in use.
create table import_mapping (
  organization_id uuid not null,
  id uuid not null default new_id(),
  name text not null constraint import_mapping_has_a_name check (name <> ''),
  columns jsonb not null,
  saved_at timestamptz not null,
  saved_by text not null,
  constraint import_mapping_key primary key (organization_id, id),
  constraint import_mapping_of_an_organization foreign key (organization_id) references organization (id)
);
create index import_mapping_by_name on import_mapping (organization_id, name, saved_at desc);
call wall_in('import_mapping', 'select, insert');
