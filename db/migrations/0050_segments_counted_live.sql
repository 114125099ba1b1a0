-- 保存した条件: how many members a segment has is counted when it is looked at, never kept beside its rules.
alter table segment drop column members, drop column counted_at;
