import { planInBulk } from "#app/platform/plan-in-bulk.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MovementReport } from "#app/reports/movement-report.ts"
import { attributeStatistic } from "#app/reports/statistics/attribute-statistic.server.ts"
import { balanceStatistic } from "#app/reports/statistics/balance-statistic.server.ts"
import { expiryStatistic } from "#app/reports/statistics/expiry-statistic.server.ts"
import { gatherStatistics } from "#app/reports/statistics/gather-statistics.server.ts"
import { movementStatistic } from "#app/reports/statistics/movement-statistic.server.ts"
import { paymentStatistic } from "#app/reports/statistics/payment-statistic.server.ts"
import { renewalStatistic } from "#app/reports/statistics/renewal-statistic.server.ts"
import { shipmentStatistic } from "#app/reports/statistics/shipment-statistic.server.ts"
import { sourceStatistic } from "#app/reports/statistics/source-statistic.server.ts"
import { startStatistic } from "#app/reports/statistics/start-statistic.server.ts"
import type { StatisticRun } from "#app/reports/statistics/statistic-run.ts"
import type { Statistic } from "#app/reports/statistics/statistic.ts"
import { traceMovements } from "#app/reports/statistics/trace-movements.server.ts"

/**
 * Makes the nine statistics (九統計) of a run from rows gathered once in this transaction. It keeps nothing: the close freezes
 * them, and the page of a report makes them again to show what has changed since.
 */
export async function makeStatistics(
  scope: Scope,
  run: StatisticRun,
  labels: Readonly<{ rows: number; copies: number }> | null,
): Promise<{ movement: MovementReport; others: readonly Statistic[] }> {
  await planInBulk(scope)
  await gatherStatistics(scope, run)
  await traceMovements(scope, run)
  const movement = await movementStatistic(scope, run)
  await planInBulk(scope)
  const { closing, started } = movement.totals
  return {
    movement,
    others: [
      await attributeStatistic(scope, run, closing),
      await startStatistic(scope, run, closing),
      await paymentStatistic(scope, run),
      await expiryStatistic(scope, run, closing),
      await renewalStatistic(scope, run),
      await sourceStatistic(scope, run, started),
      await shipmentStatistic(scope, run, { closing, labels }),
      await balanceStatistic(scope, run),
    ],
  }
}
