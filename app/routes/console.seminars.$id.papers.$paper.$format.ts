import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { found } from "#app/platform/form.server.ts"
import { downloadSeminarPaper } from "#app/seminars/office/render-seminar-paper.server.ts"
import { attendanceReport, receptionList } from "#app/seminars/office/seminar-papers.server.ts"
import { isId } from "#app/values/ids.ts"

const papers = { reception: receptionList, attendance: attendanceReport } as const

const isPaper = (text: string): text is keyof typeof papers => Object.hasOwn(papers, text)

/** 受付リスト and 出欠報告 of a seminar. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.read")
  const { id = "", paper = "", format } = params
  if (!isId(id) || !isPaper(paper)) throw new Response("not found", { status: 404 })
  return found(downloadSeminarPaper(actor, format, (scope) => papers[paper](scope, id)))
}
