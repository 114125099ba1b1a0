import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { z } from "zod"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { type Actor, readScope } from "#app/platform/scope.server.ts"
import { fileForImport } from "#app/subscriptions/file-for-import.server.ts"
import { importRunForPage } from "#app/subscriptions/import-run-for-page.server.ts"
import { startSubscriberImport } from "#app/subscriptions/start-subscriber-import.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { ImportFile, ImportRejected, ImportReports } from "#app/ui/import-report.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { ProgressBar } from "#app/ui/progress-bar.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { usePolling } from "#app/ui/use-polling.ts"
import { formOf } from "#app/platform/form.server.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navImports", to: "/console/imports" }] }

async function runOf(actor: Actor, id: string | undefined) {
  const run = await readScope(actor, (scope) => importRunForPage(scope, id ?? ""))
  if (!run) throw new Response("not found", { status: 404 })
  return run
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "imports.write")
  const { path, mapping, ...run } = await runOf(actor, params.run)
  const isPreview = run.flags.mode === "preview"
  const { t } = i18nFor(actor.locale)
  return {
    title: `${isPreview ? t("imports:preview") : t("imports:applying")}: ${run.flags.fileName}`,
    ...run,
    file: isPreview && run.outcome !== "running" ? await fileForImport(path, mapping) : null,
  }
}

const Apply = z.object({ mode: z.enum(["all", "good"]) })

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "imports.write")
  const input = Apply.safeParse(Object.fromEntries(await formOf(request)))
  if (!input.success) throw new Response("not a mode", { status: 400 })
  const { flags } = await runOf(actor, params.run)
  return redirect(`/console/imports/${await startSubscriberImport(actor, { ...flags, mode: input.data.mode })}`)
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Outcome({ outcome, refusal, report, flags }: Data) {
  const { t, i18n } = useTranslation("imports")
  if (refusal) {
    return (
      <Callout tone="danger" title={t("refusedTitle")}>
        {i18n.language === "en" ? refusal.en : refusal.ja}
      </Callout>
    )
  }
  if (outcome === "failed" || report === null) {
    return (
      <Callout tone="danger" title={t("failedTitle")}>
        {t("failedBody")}
      </Callout>
    )
  }
  if (flags.mode === "preview") return null
  if (!report.applied) {
    return (
      <Callout tone="danger" title={t("nothingApplied")}>
        {t("allOrNone")}
      </Callout>
    )
  }
  return (
    <Callout tone="success" title={t("done")} actions={<LinkButton to="/console/members">{t("toMembers")}</LinkButton>}>
      {t("doneBody", { members: report.members, contracts: report.contracts })}
    </Callout>
  )
}

function ApplyButtons({ report }: { readonly report: NonNullable<Data["report"]> }) {
  const { t } = useTranslation("imports")
  const dialog = (mode: "all" | "good", verb: string) => (
    <ConfirmDialog
      verb={verb}
      title={t("applyTitle")}
      people={report.members}
      amount={report.deferredYen}
      fields={{ mode }}
      triggerTone="primary"
    >
      <p>{t("applyBody")}</p>
      <p className="text-muted">{t("applyStakes")}</p>
    </ConfirmDialog>
  )
  return report.rejectedCells === 0 ? dialog("all", t("applyAll")) : dialog("good", t("applyGood"))
}

const columnsQuery = ({ asOf, mapping }: Data["flags"]) =>
  new URLSearchParams({ asOf, ...(mapping ? { mapping } : {}) }).toString()

/** One check or import of a file: progress while it runs, then control reports, bad cells, and the way to apply it. */
export default function ImportRun() {
  const { t } = useTranslation(["imports", "jobs"])
  const run = useLoaderData<typeof loader>()
  const { outcome, progress, report, flags, file } = run
  const isRunning = outcome === "running"
  usePolling(isRunning)
  const isPreview = flags.mode === "preview"
  return (
    <>
      <PageHeader
        title={run.title}
        summary={[
          `${t("imports:asOf")} ${flags.asOf}`,
          run.mappingName && `${t("imports:mapping")}: ${run.mappingName}`,
        ]
          .filter(Boolean)
          .join(" · ")}
        secondary={
          <>
            {isPreview && !isRunning ? (
              <LinkButton to={`/console/imports/columns/${flags.fileId}?${columnsQuery(flags)}`}>
                {t("imports:mapColumns")}
              </LinkButton>
            ) : null}
            <LinkButton to="/console/imports/new">{t("imports:toNew")}</LinkButton>
          </>
        }
        primary={isPreview && report && report.members > 0 ? <ApplyButtons report={report} /> : undefined}
      />
      {isRunning ? (
        <SectionCard>
          <ProgressBar label={t("imports:running")} value={Math.round(progress * 100)} />
        </SectionCard>
      ) : (
        <Outcome {...run} />
      )}
      {report ? <ImportRejected report={report} errorsHref={`/console/imports/${run.id}/errors.csv`} /> : null}
      {report && (isPreview || report.applied) ? <ImportReports report={report} /> : null}
      {file ? <ImportFile file={file} /> : null}
    </>
  )
}
