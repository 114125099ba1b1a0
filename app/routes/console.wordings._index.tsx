import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { textOfKey, wordingKeys, wordingKinds } from "#app/notices/wording-kinds.ts"
import { wordingsForList } from "#app/notices/wordings-for-list.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { InstantText } from "#app/ui/date-text.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  const own = await readScope(actor, wordingsForList)
  // The words for all steps always stand there; those of one step once they have been written.
  const rows = wordingKeys.flatMap((key) => {
    const kept = own.find((one) => textOfKey(key) === `${one.kind}.${one.channel}.${one.locale}.${String(one.step)}`)
    return kept || key.step === 0 ? [{ ...key, kept: kept ?? null, text: textOfKey(key) }] : []
  })
  return { title: i18nFor(actor.locale).t("wordings:title"), locale: actor.locale, rows }
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number]

function Now({ row }: { readonly row: Row }) {
  const { t } = useTranslation("wordings")
  const version = row.kept?.version ?? null
  return version === null ? t("standard") : <Badge tone="success">{t("versionOf", { version })}</Badge>
}

function Coming({ kept }: { readonly kept: Row["kept"] }) {
  const { t } = useTranslation("wordings")
  if (!kept?.nextAt) return null
  const { nextVersion } = kept
  return (
    <>
      {nextVersion === null ? t("standard") : t("versionOf", { version: nextVersion })} <InstantText at={kept.nextAt} />
    </>
  )
}

/** お知らせの文言: every text that goes to readers, and whose words it has. */
export default function Wordings() {
  const { t } = useTranslation("wordings")
  const { title, rows, locale } = useLoaderData<typeof loader>()
  const nameOf = ({ kind, step }: Row) =>
    step === 0 ? wordingKinds[kind][locale] : `${wordingKinds[kind][locale]} ${t("stepOf", { step })}`
  return (
    <>
      <PageHeader title={title} summary={t("lead")} />
      <SectionCard title={title} flush>
        <DataTable
          caption={title}
          rows={rows}
          rowKey={({ text }) => text}
          rowHref={({ text }) => `/console/wordings/${text}`}
          empty={null}
          columns={[
            { key: "kind", header: t("kind"), render: nameOf },
            { key: "channel", header: t("channel"), render: ({ channel }) => t(channel) },
            { key: "language", header: t("language"), render: (row) => t(row.locale) },
            { key: "now", header: t("speaks"), render: (row) => <Now row={row} /> },
            { key: "comes", header: t("comes"), render: ({ kept }) => <Coming kept={kept} /> },
            {
              ...{ key: "versions", header: t("versions"), unit: t("versionsUnit"), align: "end" as const },
              render: ({ kept }) => String(kept?.versions ?? 0),
            },
          ]}
        />
      </SectionCard>
    </>
  )
}
