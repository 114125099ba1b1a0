import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { announcementsForList } from "#app/desk/announcements/announcement-for-page.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { AnnouncementState } from "#app/ui/announcement-parts.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { InstantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  return {
    title: i18nFor(actor.locale).t("announcements:title"),
    announcements: await readScope(actor, announcementsForList),
  }
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["announcements"][number]

function useColumns() {
  const { t, i18n } = useTranslation("announcements")
  const count = (key: "recipients" | "delivered" | "answers", unit: string, of: (row: Row) => number) => ({
    ...({ key, header: t(key), unit, align: "end" } as const),
    render: (row: Row) => (row.sentAt === null ? "" : of(row).toLocaleString(i18n.language)),
  })
  return [
    { key: "subject", header: t("subject"), render: ({ subject }: Row) => subject },
    { key: "state", header: t("state"), render: (row: Row) => <AnnouncementState of={row} /> },
    { key: "to", header: t("to"), render: ({ segment }: Row) => segment ?? t("everybody") },
    {
      ...{ key: "sentAt", header: t("sentAt") },
      render: ({ sentAt }: Row) => (sentAt === null ? "" : <InstantText at={sentAt} />),
    },
    count("recipients", t("people"), ({ recipients }) => recipients),
    count("delivered", t("mails"), ({ sent }) => sent),
    count("answers", t("orders"), ({ answers }) => answers),
  ] as const
}

/** ご案内メール: drafts and what was sent, with what each brought. */
export default function Announcements() {
  const { t } = useTranslation("announcements")
  const { title, announcements } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  return (
    <>
      <PageHeader
        title={title}
        summary={t("lead")}
        primary={
          <LinkButton to="/console/announcements/new" tone="primary" icon="plus">
            {t("write")}
          </LinkButton>
        }
      />
      <div role="status">
        {search.get("done") === "deleted" ? <Callout tone="success">{t("deleted")}</Callout> : null}
      </div>
      <SectionCard title={title} flush>
        <DataTable
          caption={title}
          rows={announcements}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `/console/announcements/${id}`}
          columns={useColumns()}
          empty={
            <EmptyState icon="mail" title={t("none")}>
              {t("noneHint")}
            </EmptyState>
          }
        />
      </SectionCard>
    </>
  )
}
