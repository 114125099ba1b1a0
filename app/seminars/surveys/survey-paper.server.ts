import type { Scope } from "#app/platform/scope.server.ts"
import { officeFrame, seminarHead } from "#app/seminars/office/seminar-papers.server.ts"
import { surveyResults, surveysForList } from "#app/seminars/surveys/survey-results.server.ts"
import type { Paper, PaperRow } from "#templates/paper.ts"

const oneDecimal = (value: number | null) => (value === null ? "—" : value.toFixed(2))

/** アンケート集計 of one seminar as a paper: averages, distributions, comments. Refuses: unknown-seminar. */
export async function surveyPaper(scope: Scope, seminarId: string): Promise<Paper> {
  const head = await seminarHead(scope, seminarId)
  const results = await surveyResults(scope, seminarId)
  const rate = results.attended === 0 ? "—" : `${((results.answered / results.attended) * 100).toFixed(1)}%`
  const rows = results.questions.flatMap((one): PaperRow[] =>
    one.question.kind === "scale"
      ? [{ kind: "row", cells: [one.question.ja, one.count, oneDecimal(one.average), ...one.distribution] }]
      : [
          { kind: "group", cells: [`${one.question.ja}(${one.count}件)`] },
          ...one.comments.map((comment): PaperRow => ({ kind: "note", cells: [comment.replaceAll(/\s+/g, " ")] })),
        ],
  )
  return {
    ...officeFrame(scope, head.organization),
    ...{
      number: `ア-${head.code}`,
      title: "アンケート集計",
      period: head.title,
      subject: "セミナー",
      orientation: "portrait",
    },
    conditions: [`出席 ${results.attended}名`, `回答 ${results.answered}名`, `回答率 ${rate}`],
    columns: [
      { heading: "設問", width: 40, align: "left" },
      { heading: "回答", unit: "名", width: 10, align: "right" },
      { heading: "平均", width: 10, align: "right" },
      ...[5, 4, 3, 2, 1].map((mark) => ({ heading: String(mark), unit: "名", width: 8, align: "right" }) as const),
    ],
    rows,
  }
}

/** アンケート一覧 of all seminars, or by lecturer, as a paper. */
export async function surveyListPaper(scope: Scope, by: "seminar" | "lecturer"): Promise<Paper> {
  const rows = await surveysForList(scope, by)
  const [organization] = await scope.sql<{
    name: string
  }>`select name from organization where id = ${scope.organizationId}`
  return {
    ...officeFrame(scope, organization?.name ?? ""),
    ...{ number: `ア-${scope.today}`, title: by === "seminar" ? "セミナー別アンケート" : "講師別アンケート" },
    ...{ period: "", orientation: "landscape", conditions: ["平均は5段階"] },
    columns: [
      { heading: by === "seminar" ? "セミナー" : "講師", width: 40, align: "left" },
      { heading: "講師", width: 20, align: "left" },
      { heading: by === "seminar" ? "開催日" : "最近の開催", width: 14, align: "left" },
      { heading: "回数", width: 8, align: "right" },
      { heading: "出席", unit: "名", width: 10, align: "right" },
      { heading: "回答", unit: "名", width: 10, align: "right" },
      { heading: "満足度", width: 10, align: "right" },
      { heading: "有用度", width: 10, align: "right" },
    ],
    rows: rows.map((row): PaperRow => ({
      kind: "row",
      cells: [
        ...[row.title, row.lecturer, row.heldOn, row.seminars, row.attended, row.answered],
        ...[oneDecimal(row.satisfaction), oneDecimal(row.usefulness)],
      ],
    })),
  }
}
