-- 英語の表記: what readers of English see of a seminar besides its title; where nothing is given, the Japanese.
alter table seminar add column summary_english text not null default '', add column lecturer_english text not null default '';
alter table seminar_session add column title_english text not null default '';
-- In the order of the choices; an answer is kept as its Japanese choice.
alter table seminar_question add column choices_english text[] not null default '{}';
