import type Stripe from "stripe"
import { idOf, type Act } from "../state/objects.ts"
import { isInRange } from "../wire/list.ts"
import { endpoint, page, retrieves } from "./endpoint.ts"

const accountOf = (act: Act): Stripe.Account => ({
  id: act.account.id,
  object: "account",
  charges_enabled: true,
  country: "JP",
  default_currency: "jpy",
  details_submitted: true,
  email: null,
  payouts_enabled: true,
  type: "standard",
})

function balanceOf(act: Act): Stripe.Balance {
  const sum = (status: string) =>
    Object.values(act.account.objects.balance_transaction)
      .filter((transaction) => transaction.status === status)
      .reduce((total, transaction) => total + transaction.net, 0)
  const entry = (amount: number) => [{ amount, currency: "jpy", source_types: { card: amount } }]
  return {
    object: "balance",
    available: entry(sum("available")),
    livemode: false,
    pending: entry(sum("pending")),
  }
}

export const ACCOUNT_ENDPOINTS = [
  endpoint("GET /v1/account", "AccountRetrieveParams", [], ({ act }) => accountOf(act)),
  endpoint("GET /v1/balance", "BalanceRetrieveParams", [], ({ act }) => balanceOf(act)),
  endpoint(
    "GET /v1/balance_transactions",
    "BalanceTransactionListParams",
    ["created", "currency", "payout", "source", "type"],
    (call) =>
      page(
        call,
        "balance_transaction",
        "/v1/balance_transactions",
        ({ id, created, currency, source, type }) =>
          isInRange(created, call.params.created) &&
          (call.params.currency === undefined || currency === call.params.currency) &&
          (call.params.payout === undefined || call.act.account.payoutOf[id] === call.params.payout) &&
          (call.params.source === undefined || idOf(source) === call.params.source) &&
          (call.params.type === undefined || type === call.params.type),
      ),
  ),
  retrieves("/v1/balance_transactions/:id", "balance_transaction"),
  endpoint("GET /v1/payouts", "PayoutListParams", ["arrival_date", "created", "status"], (call) =>
    page(
      call,
      "payout",
      "/v1/payouts",
      ({ arrival_date, created, status }) =>
        isInRange(arrival_date, call.params.arrival_date) &&
        isInRange(created, call.params.created) &&
        (call.params.status === undefined || status === call.params.status),
    ),
  ),
  retrieves("/v1/payouts/:id", "payout"),
]
