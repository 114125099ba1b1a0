-- 締日: the last closing day at or before a date; 31 is a month's last day.
create function closing_on(closing_day integer, as_of date) returns date language sql immutable strict as $$
  select max(closes_on) from (
    select (month + make_interval(days => least(closing_day, extract(day from month + interval '1 month - 1 day')::integer) - 1))::date
      as closes_on
    from unnest(array[date_trunc('month', as_of), date_trunc('month', as_of) - interval '1 month']) as month
  ) as closings where closes_on <= as_of
$$;
grant execute on function closing_on to teiki_app;
