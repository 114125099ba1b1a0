-- 在学の証明書類: pictures or PDFs that a reader sent as proof of his studies; the bytes go when they are not needed any more, that they came stays.
create table student_proof_file (
  organization_id uuid not null,
  proof_id uuid not null,
  file_id uuid not null,
  received_at timestamptz not null,
  constraint student_proof_file_key primary key (organization_id, file_id),
  constraint student_proof_file_of_a_proof foreign key (organization_id, proof_id) references student_proof (organization_id, id),
  constraint student_proof_file_is_stored foreign key (organization_id, file_id) references stored_file (organization_id, id)
);
create index student_proof_file_by_proof on student_proof_file (organization_id, proof_id, received_at);
call wall_in('student_proof_file', 'select, insert');

alter table retention_rule drop constraint retention_kind_is_known;
alter table retention_rule add constraint retention_kind_is_known
  check (kind in ('member', 'application', 'mail', 'stripe-event', 'export-file', 'upload-file', 'label-file', 'student-proof'));
