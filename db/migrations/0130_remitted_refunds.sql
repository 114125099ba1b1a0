-- Which 振込データ a refund is in, unless it was given back or the file taken back: asked by the refund's list, its account's pages and whoever
-- would pay it otherwise.
create view remitted_refund with (security_invoker = true) as
select line.organization_id, line.refund_number, remittance.id as remittance_id, remittance.number
from remittance_line as line join remittance on remittance.organization_id = line.organization_id and remittance.id = line.remittance_id
where line.is_live;
grant select on remitted_refund to teiki_app;
