-- 封入物: what goes into the envelope beside the issue, by an attribute of the reader; and what a run put in, frozen with it.
create table insert_rule (
  organization_id uuid not null,
  id uuid not null default new_id(),
  publication_id uuid not null,
  code text not null constraint insert_code_is_short check (code ~ '^[A-Z0-9]{1,8}$'),
  name text not null constraint insert_has_a_name check (name <> ''),
  from_issue integer not null constraint insert_begins_with_an_issue check (from_issue > 0),
  until_issue integer constraint insert_ends_after_it_begins check (until_issue >= from_issue),
  attribute text not null constraint insert_attribute_is_known check (attribute in
    ('everyone', 'prefecture', 'gender', 'age', 'industry', 'occupation', 'job-title', 'kind', 'category', 'generation')),
  wanted text[] not null default '{}',
  constraint insert_rule_key primary key (organization_id, id),
  constraint insert_rule_of_a_publication foreign key (organization_id, publication_id)
    references publication (organization_id, id),
  constraint insert_names_whom_it_is_for check ((attribute = 'everyone') = (cardinality(wanted) = 0))
);
create index insert_rule_by_publication on insert_rule (organization_id, publication_id, from_issue);
call wall_in('insert_rule', 'select, insert, update, delete');

create table shipment_insert (
  organization_id uuid not null,
  issue_run_id uuid not null,
  contract_id uuid not null,
  line_no integer not null,
  code text not null,
  constraint shipment_insert_key primary key (organization_id, issue_run_id, contract_id, line_no, code),
  constraint insert_of_a_shipment foreign key (organization_id, issue_run_id, contract_id, line_no)
    references shipment (organization_id, issue_run_id, contract_id, line_no)
);
call wall_in('shipment_insert', 'select, insert');
