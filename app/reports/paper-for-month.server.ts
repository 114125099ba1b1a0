import type { Scope } from "#app/platform/scope.server.ts"
import { accountSummaryPaper } from "#app/reports/account-summary-paper.server.ts"
import { ageingPaper } from "#app/reports/ageing-paper.server.ts"
import { deferredPaper } from "#app/reports/deferred-paper.server.ts"
import type { PaperKey } from "#app/reports/paper-keys.ts"
import { receivablePaper } from "#app/reports/receivable-paper.server.ts"
import { runOffPaper } from "#app/reports/run-off-paper.server.ts"
import { taxPaper } from "#app/reports/tax-paper.server.ts"
import { voucherPaper } from "#app/reports/voucher-paper.server.ts"
import type { Month } from "#app/values/calendar.ts"
import type { Paper } from "#templates/paper.ts"

const papers: Readonly<Record<PaperKey, (scope: Scope, month: Month) => Promise<Paper>>> = {
  vouchers: voucherPaper,
  accounts: accountSummaryPaper,
  deferred: deferredPaper,
  runoff: runOffPaper,
  receivable: receivablePaper,
  ageing: ageingPaper,
  tax: taxPaper,
}

/** One of the month's papers as data. */
export const paperForMonth = (scope: Scope, month: Month, key: PaperKey): Promise<Paper> => papers[key](scope, month)
