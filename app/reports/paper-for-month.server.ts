import type { Scope } from "#app/platform/scope.server.ts"
import { accountSummaryPaper } from "#app/reports/account-summary-paper.server.ts"
import { ageingPaper } from "#app/reports/ageing-paper.server.ts"
import { deferredLedger } from "#app/reports/deferred-ledger.server.ts"
import { ledgerAsPaper } from "#app/reports/ledger-as-paper.server.ts"
import type { Ledger } from "#app/reports/ledger.ts"
import { isLedgerKey, type LedgerKey, type PaperKey } from "#app/reports/paper-keys.ts"
import { receivableLedger } from "#app/reports/receivable-ledger.server.ts"
import { runOffPaper } from "#app/reports/run-off-paper.server.ts"
import { taxPaper } from "#app/reports/tax-paper.server.ts"
import { voucherLedger } from "#app/reports/voucher-ledger.server.ts"
import type { Month } from "#app/values/calendar.ts"
import type { Paper } from "#templates/paper.ts"

const ledgers: Readonly<Record<LedgerKey, (scope: Scope, month: Month) => Promise<Ledger>>> = {
  vouchers: voucherLedger,
  deferred: deferredLedger,
  receivable: receivableLedger,
}

const papers: Readonly<Record<Exclude<PaperKey, LedgerKey>, (scope: Scope, month: Month) => Promise<Paper>>> = {
  accounts: accountSummaryPaper,
  runoff: runOffPaper,
  ageing: ageingPaper,
  tax: taxPaper,
}

/** One of the month's ledgers, whose rows may be more than memory holds. */
export const ledgerForMonth = (scope: Scope, month: Month, key: LedgerKey): Promise<Ledger> =>
  ledgers[key](scope, month)

/** One of the month's papers as data, with all its rows. */
export const paperForMonth = async (scope: Scope, month: Month, key: PaperKey): Promise<Paper> =>
  isLedgerKey(key) ? ledgerAsPaper(scope, await ledgerForMonth(scope, month, key)) : papers[key](scope, month)
