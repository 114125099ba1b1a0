-- Whether a text holds a character that usual_characters would write in its usual form: a name seldom does, and asking costs a fifth of
-- translating. Its characters are those of usual_characters.
create function has_old_characters(value text) returns boolean language sql immutable parallel safe strict as $$
  select value ~ '[髙﨑嵜邊邉齋齊斉濵濱德瀨眞靜國澤廣嶋嶌櫻榮惠壽龍瀧渕栁桒舘薮籔𠮷圓會學實寶曾條檜槇關縣豐鐵靏鷗麴黑冨峯埜濟亙萬彌與藏禮穗祿緖增邨伹丗徧凜巖當盡晉舩]'
$$;
grant execute on function has_old_characters to teiki_app;
