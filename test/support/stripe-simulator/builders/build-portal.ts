import type Stripe from "stripe"

type ConfigurationParams = Stripe.BillingPortal.ConfigurationCreateParams
type Features = Stripe.BillingPortal.Configuration["features"]

/** Everything that is not asked for is off, as at Stripe. */
const featuresOf = ({ features }: ConfigurationParams): Features => ({
  customer_update: { allowed_updates: [], enabled: features.customer_update?.enabled ?? false },
  invoice_history: { enabled: features.invoice_history?.enabled ?? false },
  payment_method_update: {
    enabled: features.payment_method_update?.enabled ?? false,
    payment_method_configuration: null,
  },
  subscription_cancel: {
    cancellation_reason: { enabled: false, feedback_options: null, options: [] },
    enabled: features.subscription_cancel?.enabled ?? false,
    mode: "at_period_end",
    proration_behavior: "none",
  },
  subscription_pause: {
    duration: { interval_options: [], type: "indefinite" },
    enabled: features.subscription_pause?.enabled ?? false,
  },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: features.subscription_update?.enabled ?? false,
    proration_behavior: "none",
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: "end_trial",
  },
})

/** What the portal of an account lets its customers do. */
export function buildPortalConfiguration(
  made: { id: string; created: number; metadata: Record<string, string> },
  params: ConfigurationParams,
): Stripe.BillingPortal.Configuration {
  return {
    id: made.id,
    object: "billing_portal.configuration",
    active: true,
    application: null,
    business_profile: {
      headline: params.business_profile?.headline ?? null,
      privacy_policy_url: params.business_profile?.privacy_policy_url ?? null,
      terms_of_service_url: params.business_profile?.terms_of_service_url ?? null,
    },
    created: made.created,
    default_return_url: params.default_return_url ?? null,
    features: featuresOf(params),
    is_default: false,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: made.metadata,
    name: params.name ?? null,
    updated: made.created,
  }
}

interface SessionFacts {
  id: string
  created: number
  url: string
  customer: string
  configuration: string
  locale: Stripe.BillingPortal.Session["locale"]
  returnUrl: string | null
  /** Where the payer goes once his card is kept. */
  afterwards: string | null
}

/** A visit of one customer to the portal, to change his payment method. */
export function buildPortalSession(facts: SessionFacts): Stripe.BillingPortal.Session {
  const { afterwards } = facts
  return {
    id: facts.id,
    object: "billing_portal.session",
    configuration: facts.configuration,
    created: facts.created,
    customer: facts.customer,
    customer_account: null,
    flow: {
      after_completion: {
        hosted_confirmation: null,
        redirect: afterwards === null ? null : { return_url: afterwards },
        type: afterwards === null ? "portal_homepage" : "redirect",
      },
      customer_update: null,
      subscription_cancel: null,
      subscription_pause: null,
      subscription_update: null,
      subscription_update_confirm: null,
      type: "payment_method_update",
    },
    livemode: false,
    locale: facts.locale,
    on_behalf_of: null,
    return_url: facts.returnUrl,
    url: facts.url,
  }
}
