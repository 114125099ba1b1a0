import type { Scope } from "#app/platform/scope.server.ts"

/** The number of the 振込データ that a refund is in, unless it was given back or the file taken back; null for none. */
export async function remittanceOf(scope: Scope, refundNumber: string): Promise<string | null> {
  const [line] = await scope.sql<{ number: string }>`
    select number from remitted_refund where refund_number = ${refundNumber}`
  return line?.number ?? null
}
