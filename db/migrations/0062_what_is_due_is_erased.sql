-- 保存期間の過ぎたファイル: the row stays, its bytes go.
alter table stored_file add column erased_at timestamptz;
grant update (erased_at) on stored_file to teiki_app;
