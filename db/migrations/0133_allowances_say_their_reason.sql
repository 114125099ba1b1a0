-- 減額: the money stands in the movement of its voucher alone; the allowance says why, and what its paper says.
alter table service_allowance drop column amount_yen;
