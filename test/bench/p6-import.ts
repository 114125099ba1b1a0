import { writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { saveOrganization } from "#app/identity/save-organization.server.ts"
import { openBooks } from "#app/ledger/open-books.server.ts"
import { copyIn } from "#app/platform/copy.server.ts"
import { encodeCp932 } from "#app/platform/cp932.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { planInBulk } from "#app/platform/plan-in-bulk.server.ts"
import { inHouse, inScope } from "#app/platform/scope.server.ts"
import { saveCatalogue } from "#app/publications/save-catalogue.server.ts"
import { importSubscribers } from "#app/subscriptions/import-subscribers.server.ts"
import { applyImport } from "#app/subscriptions/parts/apply-import.server.ts"
import { createStaging, readyStaging } from "#app/subscriptions/parts/import-staging.server.ts"
import { allColumns } from "#app/subscriptions/parts/subscriber-row.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { type BenchHouse, median, secondsOf } from "#test/bench/bench-house.ts"
import type { Figure } from "#test/bench/run-bench.ts"

const headings = allColumns.map(([heading]) => heading)
const asOf = calendarDate("2026-10-31")

const cellsOf = (n: number): Record<string, string> => ({
  ...{
    会員番号: `K${n}`,
    姓: "山﨑",
    名: "由美",
    セイ: n % 3 === 0 ? "ﾔﾏｻﾞｷ" : "ヤマザキ",
    メイ: "ユミ",
    会社名: "",
    部署名: "",
  },
  ...{ 役職: "", 郵便番号: n % 5 === 0 ? "９８８－０２５２" : "988-0252", 都道府県: "宮城県", 市区町村: "気仙沼市" },
  ...{
    町域番地: `波路上${n}`,
    建物名: "",
    電話番号: `090${String(n).padStart(8, "0")}`,
    メールアドレス: `r${n}@example.jp`,
  },
  ...{
    性別: "女",
    生年月日: n % 4 === 0 ? "S57.7.13" : "1982/07/13",
    業種: "製造業",
    職種: "事務",
    募集源コード: "TEL",
  },
  ...{
    メール配信: "1",
    備考: "",
    契約番号: `C${n}`,
    枝番: "01",
    媒体コード: "BENCH",
    プランコード: "B24",
    開始号: "90",
  },
  ...{
    回数: "24",
    発送済回数: "10",
    部数: "1",
    契約金額: '"25,080"',
    入金額: "25080",
    入金日: "2026/01/05",
    支払方法: "カード",
  },
  ...{ 自動継続: "0", 送付先会員番号: "" },
})

function writeFile(size: number): string {
  const file = path.join(tmpdir(), `bench-import-${size}.csv`)
  const lines = [headings.join(",")]
  for (let n = 1; n <= size; n += 1) {
    const cells = cellsOf(n)
    lines.push(headings.map((heading) => cells[heading] ?? "").join(","))
  }
  writeFileSync(file, encodeCp932(`${lines.join("\r\n")}\r\n`).bytes)
  return file
}

/** Values as they stand after reading: what COPY alone would bring in. */
async function* readyRows(organizationId: string, size: number) {
  const ready: Record<string, string | number | boolean | null> = {
    ...{
      セイ: "ヤマザキ",
      郵便番号: "9880252",
      性別: "female",
      生年月日: "1982-07-13",
      メール配信: true,
      枝番: 1,
      開始号: 90,
    },
    ...{ 回数: 24, 発送済回数: 10, 部数: 1, 契約金額: 25080, 入金額: 25080, 入金日: "2026-01-05", 支払方法: "card" },
    ...{ 自動継続: false, 送付先会員番号: null },
  }
  for (let n = 1; n <= size; n += 1) {
    const cells = cellsOf(n)
    yield [organizationId, n + 1, false, ...headings.map((heading) => ready[heading] ?? cells[heading] ?? "")]
    if (n % 1000 === 0) await Promise.resolve()
  }
}

async function catalogue() {
  const organizationId = await inHouse((scope) =>
    saveOrganization(scope, {
      ...{
        code: "bench",
        name: "Bench",
        nameKana: "",
        nameEnglish: "",
        postalCode: "",
        address: "",
        phone: "",
        email: "",
      },
      ...{ registrationNumber: null, embedOrigins: [] },
    }),
  )
  await inScope({ organizationId, name: "bench", locale: "ja" }, async (scope) => {
    await openBooks(scope)
    const issues = Array.from({ length: 60 }, (_, at) => ({
      number: 80 + at,
      label: `${80 + at}号`,
      shipsOn: asOf,
      shippedOn: at < 20 ? asOf : null,
    }))
    await saveCatalogue(scope, {
      publications: [
        {
          code: "BENCH",
          name: "ベンチ",
          nameEnglish: "",
          frequency: "monthly",
          taxRatePercent: 10,
          consumeUnitsPerIssue: 1,
          issues,
        },
      ],
      offers: [
        {
          code: "B24",
          publication: "BENCH",
          name: "24",
          nameEnglish: "",
          units: 24,
          priceYen: 25080,
          autoRenewal: false,
        },
      ],
    })
  })
}

/** P6: the import with its validation against COPY of ready values and the same set-based upsert, pairwise. */
export async function benchImport(bench: BenchHouse, sizes: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = []
  await bench.makeTemplate("import_empty", catalogue)
  for (const size of sizes) {
    const file = writeFile(size)
    const ours: number[] = []
    const copied: number[] = []
    let peak = 0
    for (let pair = 0; pair < (size >= 1_000_000 ? 1 : 3); pair += 1) {
      ours.push(
        await bench.onClone("import_empty", async () => {
          const actor = await actorFor("bench", "bench")
          const progress = () => {
            peak = Math.max(peak, process.memoryUsage().rss)
          }
          return secondsOf(() =>
            inScope(actor, (scope) =>
              importSubscribers(scope, { path: file, fileName: "bench.csv", asOf, goodRows: false, progress }),
            ),
          )
        }),
      )
      copied.push(
        await bench.onClone("import_empty", async () => {
          const actor = await actorFor("bench", "bench")
          return secondsOf(() =>
            inScope(actor, async (scope) => {
              await planInBulk(scope)
              await createStaging(scope)
              const fields = allColumns.map(([, field]) => field)
              const columns = ["organization_id", "line", "rejected", ...fields]
              await copyIn(scope, "subscriber_import_row", columns, readyRows(scope.organizationId, size))
              await readyStaging(scope)
              await applyImport(scope, "bench", asOf)
            }),
          )
        }),
      )
    }
    figures.push({
      ...{ name: "P6", size, seconds: median(ours), baseline: median(copied), ratio: median(ours) / median(copied) },
      note: `peak memory ${Math.round(peak / 1_048_576)} MB`,
    })
  }
  await bench.drop("import_empty")
  return figures
}
