import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { exportForPage } from "#app/members/export-for-page.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { ProgressBar } from "#app/ui/progress-bar.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { usePolling } from "#app/ui/use-polling.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMembers", to: "/console/members" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const run = await readScope(actor, (scope) => exportForPage(scope, params.run ?? ""))
  if (!run) throw new Response("not found", { status: 404 })
  return { title: i18nFor(actor.locale).t("members:exportTitle"), ...run }
}

/** 会員の書き出し: progress while it runs, then the file. */
export default function MemberExport() {
  const { t } = useTranslation("members")
  const { title, outcome, file } = useLoaderData<typeof loader>()
  usePolling(outcome === "running")
  return (
    <>
      <PageHeader title={title} secondary={<LinkButton to="/console/members">{t("toMembers")}</LinkButton>} />
      {outcome === "running" ? (
        <SectionCard>
          <ProgressBar label={t("exporting")} />
        </SectionCard>
      ) : null}
      {outcome !== "running" && file ? (
        <Callout
          tone="success"
          title={t("exportReady", { count: file.rows })}
          actions={
            <LinkButton to={`/console/files/${file.fileId}`} tone="primary" icon="import" reloadDocument>
              {file.name}
            </LinkButton>
          }
        >
          {t("exportCare")}
        </Callout>
      ) : null}
      {outcome !== "running" && !file ? <Callout tone="danger" title={t("exportFailed")} /> : null}
    </>
  )
}
