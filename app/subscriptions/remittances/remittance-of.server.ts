import type { Scope } from "#app/platform/scope.server.ts"

/** The number of the 振込データ that a refund is in, unless it was given back or the file taken back; null for none. */
export async function remittanceOf(scope: Scope, refundNumber: string): Promise<string | null> {
  const [line] = await scope.sql<{ number: string }>`
    select remittance.number from remittance_line as line join remittance on remittance.id = line.remittance_id
    where line.refund_number = ${refundNumber} and line.is_live`
  return line?.number ?? null
}
