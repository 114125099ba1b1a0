import type { OnlineWay } from "#app/billing/online-way.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export type AwaitedPayment = Readonly<{
  id: string
  name: string
  email: string
  itemName: string
  way: OnlineWay
  totalYen: number
  confirmedOn: string
  payableUntil: string | null
}>

/** お支払い待ち: applications whose number for the store or transfer has not been paid, the newest first; yen with tax. */
export const awaitedPayments = (scope: Scope) => scope.sql<AwaitedPayment>`
  select application.id, concat_ws(' ', nullif(form ->> 'companyName', ''), form ->> 'familyName', form ->> 'givenName') as name,
    form ->> 'email' as email, offer_title(offer, 'ja') as "itemName", coalesce(form ->> 'payBy', 'card') as way,
    (offer.price_yen * (form ->> 'copies')::integer)::bigint as "totalYen",
    (confirmed_at at time zone 'Asia/Tokyo')::date as "confirmedOn", payable_until as "payableUntil"
  from application join offer on offer.id = application.offer_id
  where application.state = 'awaiting-payment' order by confirmed_at desc, application.id limit 200`
