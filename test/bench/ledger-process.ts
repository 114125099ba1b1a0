import { withLiterals } from "#app/platform/copy.server.ts"
import { keepBytes } from "#app/platform/files.server.ts"
import { closeHouse, openHouse } from "#app/platform/house.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { readSettings } from "#app/platform/settings.server.ts"
import { ledgerAsCsv, ledgerStatement } from "#app/reports/ledger-as-csv.server.ts"
import { receivableLedger } from "#app/reports/receivable-ledger.server.ts"
import { month } from "#app/values/calendar.ts"

// A process of its own for one measurement of P2, so that its peak of memory is that measurement's: prints one line of JSON.

const [mode = "", ownerUrl = ""] = process.argv.slice(2)
const march = month("2026-03")
openHouse(readSettings(), ownerUrl)
const actor = await actorFor("bench", "bench")

const copied = () =>
  readScope(actor, async (scope) => {
    const ledger = await receivableLedger(scope, march)
    const started = performance.now()
    await scope.tx.raw(
      `copy (${withLiterals(ledgerStatement(ledger)).replaceAll("?", "\\?")}) to '/dev/null' with (format csv)`,
    )
    return { seconds: (performance.now() - started) / 1000, rows: 0, bytes: 0, missing: 0 }
  })

/** The whole export as the command line makes it: head and general ledger too, to the renamed file. */
const exported = () =>
  readScope(actor, async (scope) => {
    const started = performance.now()
    const ledger = await receivableLedger(scope, march)
    const { content, tally, missing } = ledgerAsCsv(scope, ledger, "cp932")
    const { byteCount } = await keepBytes(scope, content)
    const rows = tally().count("g") + tally().count("r") + tally().count("s")
    return { seconds: (performance.now() - started) / 1000, rows, bytes: byteCount, missing: missing().count }
  })

const figure = await (mode === "copied" ? copied() : exported())
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
process.stdout.write(
  `${JSON.stringify({ ...figure, peakMb: maxRSS / 1024, cpu: (userCPUTime + systemCPUTime) / 1e6 })}\n`,
)
await closeHouse()
