import Stripe from "stripe"
import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import { house } from "#app/platform/house.server.ts"
import { type Actor, readScope, type Scope } from "#app/platform/scope.server.ts"
import { seal, unseal } from "#app/platform/seal.server.ts"

type Keys = Readonly<{ secretKey: string; webhookSecret: string }>

/** An organization's own Stripe account: a client with its key, and the secret of its webhook. Refuses: stripe-not-connected. */
export async function stripeFor(actor: Actor): Promise<{ stripe: Stripe; webhookSecret: string }> {
  const [account] = await readScope(
    actor,
    (scope) => scope.sql<{ secret_key_sealed: string; webhook_secret_sealed: string }>`
      select secret_key_sealed, webhook_secret_sealed from stripe_account`,
  )
  if (!account) throw refuse("stripe-not-connected")
  return {
    stripe: stripeClient(unseal(account.secret_key_sealed)),
    webhookSecret: unseal(account.webhook_secret_sealed),
  }
}

/** Whether the organization has connected a Stripe account. */
export async function hasStripe(scope: Scope): Promise<boolean> {
  const [account] = await scope.sql`select from stripe_account`
  return account !== undefined
}

/** A client for one key. Only test keys may be sent to the simulator, and only where the settings name one. */
export function stripeClient(secretKey: string): Stripe {
  const simulator = house().settings.stripeSimulatorUrl
  const common = { maxNetworkRetries: 2, telemetry: false, timeout: 20_000 }
  if (simulator === undefined || !/^(sk|rk)_test_/.test(secretKey)) return new Stripe(secretKey, common)
  const { hostname, port } = new URL(simulator)
  return new Stripe(secretKey, { ...common, host: hostname, port: Number(port), protocol: "http" })
}

/** Keeps an organization's Stripe keys, sealed. Call `stripeClient(key).accounts.retrieveCurrent()` first to try them. */
export async function connectStripe(scope: Scope, keys: Keys): Promise<void> {
  await scope.sql`
    insert into stripe_account (organization_id, secret_key_sealed, webhook_secret_sealed, livemode, checked_at)
    values (${scope.organizationId}, ${seal(keys.secretKey)}, ${seal(keys.webhookSecret)},
      ${/^(sk|rk)_live_/.test(keys.secretKey)}, ${scope.now})
    on conflict (organization_id) do update set secret_key_sealed = excluded.secret_key_sealed,
      webhook_secret_sealed = excluded.webhook_secret_sealed, livemode = excluded.livemode, checked_at = excluded.checked_at`
  // The portal's configuration belongs to the account that the old key was of.
  await scope.sql`
    update stripe_request set state = 'expired' where operation = 'portal-configuration' and state in ('open', 'created')`
  await audit(scope, "connect-stripe", "stripe-account", { livemode: keys.secretKey.includes("_live_") })
}
