import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { textOfKey, type WordingKey } from "#app/notices/wording-kinds.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { InstantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type Version = Readonly<{
  version: number
  subject: string
  recordedAt: Date
  recordedBy: string
  isNow: boolean
  sent: number
}>

function Acts(props: {
  readonly of: WordingKey
  readonly version: number
  readonly seen: number | null
  readonly isNewest: boolean
}) {
  const { t } = useTranslation("wordings")
  const { version, seen } = props
  const home = `/console/wordings/${textOfKey(props.of)}`
  const named = <span className="sr-only">{t("versionOf", { version })}: </span>
  return (
    <span className="flex flex-wrap gap-near">
      {version === seen ? null : (
        <>
          <LinkButton to={`${home}?version=${String(version)}`}>
            {named}
            {t("see")}
          </LinkButton>
          <LinkButton to={`${home}?version=${String(seen)}&against=${String(version)}`}>
            {named}
            {t("differenceOf")}
          </LinkButton>
        </>
      )}
      {props.isNewest ? null : (
        <Form method="post" action={`?do=restore&version=${String(version)}`}>
          <Button type="submit">
            {named}
            {t("restore")}
          </Button>
        </Form>
      )}
    </span>
  )
}

/** 保存した版: every version with who saved it and how often it was sent. */
export function WordingVersions(props: {
  readonly of: WordingKey
  readonly versions: readonly Version[]
  readonly seen: number | null
}) {
  const { t, i18n } = useTranslation("wordings")
  return (
    <SectionCard title={t("versions")} flush>
      <DataTable
        caption={t("versions")}
        rows={props.versions}
        rowKey={({ version }) => String(version)}
        empty={<EmptyState icon="mail" title={t("noVersions")} />}
        columns={[
          {
            ...{ key: "version", header: t("versions") },
            render: ({ version, isNow }) => (
              <span className="flex flex-wrap items-center gap-near whitespace-nowrap">
                {t("versionOf", { version })}
                {isNow ? <Badge tone="success">{t("inForce")}</Badge> : null}
              </span>
            ),
          },
          { key: "words", header: t("textOf"), render: ({ subject }) => <span className="break-all">{subject}</span> },
          { key: "at", header: t("savedAt"), render: ({ recordedAt }) => <InstantText at={recordedAt} /> },
          { key: "by", header: t("savedBy"), render: ({ recordedBy }) => recordedBy.replace(/^staff:/, "") },
          {
            ...{ key: "sent", header: t("sent"), unit: t("sentUnit"), align: "end" as const },
            render: ({ sent }) => sent.toLocaleString(i18n.language),
          },
          {
            ...{ key: "acts", header: t("acts") },
            render: ({ version }) => (
              <Acts
                {...{ of: props.of, version, seen: props.seen }}
                isNewest={version === props.versions[0]?.version}
              />
            ),
          },
        ]}
      />
    </SectionCard>
  )
}
