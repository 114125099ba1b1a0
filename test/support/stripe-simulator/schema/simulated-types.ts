import type Stripe from "stripe"

/** Every Stripe object the simulator may answer with; the generator turns each into JSON Schema. */
export interface SimulatedObjects {
  Account: Stripe.Account
  Balance: Stripe.Balance
  BalanceTransaction: Stripe.BalanceTransaction
  Charge: Stripe.Charge
  Customer: Stripe.Customer
  Dispute: Stripe.Dispute
  DeletedWebhookEndpoint: Stripe.DeletedWebhookEndpoint
  Event: Stripe.EventBase
  LineItem: Stripe.LineItem
  PaymentIntent: Stripe.PaymentIntent
  PaymentMethod: Stripe.PaymentMethod
  Payout: Stripe.Payout
  PortalConfiguration: Stripe.BillingPortal.Configuration
  PortalSession: Stripe.BillingPortal.Session
  Price: Stripe.Price
  Product: Stripe.Product
  Refund: Stripe.Refund
  Session: Stripe.Checkout.Session
  WebhookEndpoint: Stripe.WebhookEndpoint
}

/** Every set of request parameters the simulator reads. */
export interface SimulatedParams {
  AccountRetrieveParams: Stripe.AccountRetrieveParams
  BalanceRetrieveParams: Stripe.BalanceRetrieveParams
  BalanceTransactionListParams: Stripe.BalanceTransactionListParams
  ChargeListParams: Stripe.ChargeListParams
  CustomerCreateParams: Stripe.CustomerCreateParams
  CustomerListParams: Stripe.CustomerListParams
  CustomerListPaymentMethodsParams: Stripe.CustomerListPaymentMethodsParams
  CustomerUpdateParams: Stripe.CustomerUpdateParams
  DisputeListParams: Stripe.DisputeListParams
  EventListParams: Stripe.EventListParams
  PaymentIntentCreateParams: Stripe.PaymentIntentCreateParams
  PaymentIntentListParams: Stripe.PaymentIntentListParams
  PayoutListParams: Stripe.PayoutListParams
  PortalConfigurationCreateParams: Stripe.BillingPortal.ConfigurationCreateParams
  PortalConfigurationListParams: Stripe.BillingPortal.ConfigurationListParams
  PortalSessionCreateParams: Stripe.BillingPortal.SessionCreateParams
  RefundCreateParams: Stripe.RefundCreateParams
  RefundListParams: Stripe.RefundListParams
  RetrieveParams: { expand?: string[] }
  SessionCreateParams: Stripe.Checkout.SessionCreateParams
  SessionListLineItemsParams: Stripe.Checkout.SessionListLineItemsParams
  SessionListParams: Stripe.Checkout.SessionListParams
  WebhookEndpointCreateParams: Stripe.WebhookEndpointCreateParams
  WebhookEndpointListParams: Stripe.WebhookEndpointListParams
}

export type SimulatedTypes = SimulatedObjects & SimulatedParams
