import { KONBINI_YEN, type OnlineWay } from "#app/billing/online-way.ts"
import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** The ways in which an organization's readers may pay online, the card always. */
export async function onlineWaysOf(scope: Scope): Promise<readonly OnlineWay[]> {
  const [account] = await scope.sql<{ konbini: boolean; transfer: boolean }>`
    select offers_konbini as konbini, offers_transfer as transfer from stripe_account`
  return [
    "card",
    ...(account?.konbini ? ["convenience-store" as const] : []),
    ...(account?.transfer ? ["bank-transfer" as const] : []),
  ]
}

/** Whether a sum in yen with tax may be paid in this way. Refuses: way-not-offered, konbini-beyond-limit. */
export async function checkOnlineWay(scope: Scope, way: OnlineWay, totalYen: number): Promise<void> {
  if (!(await onlineWaysOf(scope)).includes(way)) throw refuse("way-not-offered", {}, { field: "payBy" })
  const isWithin = totalYen >= KONBINI_YEN.least && totalYen <= KONBINI_YEN.most
  if (way === "convenience-store" && !isWithin) throw refuse("konbini-beyond-limit", KONBINI_YEN, { field: "payBy" })
}

/** Offers or takes away konbini and bank transfer (支払方法の設定). Refuses: stripe-not-connected. */
export async function saveOnlineWays(
  scope: Scope,
  ways: Readonly<{ konbini: boolean; transfer: boolean }>,
): Promise<void> {
  const saved = await scope.sql`
    update stripe_account set offers_konbini = ${ways.konbini}, offers_transfer = ${ways.transfer} returning livemode`
  if (saved.length === 0) throw refuse("stripe-not-connected")
  await audit(scope, "save-online-ways", "stripe-account", ways)
}
