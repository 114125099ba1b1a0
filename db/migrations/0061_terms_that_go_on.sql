-- 部数変更・移管: a term that goes on as another contract. What was sent about it, and the address of its letter, belong to both.
create function terms_before(of_contract uuid) returns setof uuid language sql stable rows 1 as $$
  with recursive chain as (
    select of_contract as id
    union select transfer.from_id from contract_transfer as transfer join chain on chain.id = transfer.to_id
  ) select id from chain
$$;
create function term_that_goes_on(of_contract uuid) returns uuid language sql stable as $$
  with recursive chain as (
    select of_contract as id, 0 as at
    union all select transfer.to_id, chain.at + 1 from contract_transfer as transfer join chain on chain.id = transfer.from_id
  ) select id from chain order by at desc limit 1
$$;
grant execute on function terms_before, term_that_goes_on to teiki_app;
