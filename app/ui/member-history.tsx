import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { dayText, instantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { formatPostalCode } from "#app/values/text.ts"

type Address = {
  readonly kind: "home" | "office" | "delivery"
  readonly effectiveOn: string
  readonly version: number
  readonly postalCode: string
  readonly address: string
  readonly state: "now" | "before" | "later" | "withdrawn"
  readonly recordedBy: string
}

type Change = {
  readonly id: string
  readonly field: string
  readonly oldValue: string
  readonly newValue: string
  readonly effectiveOn: string
  readonly state: "applied" | "waiting" | "withdrawn"
  readonly recordedAt: Date
  readonly recordedBy: string
}

const tones = { now: "success", before: "neutral", later: "info", withdrawn: "neutral" } as const
const icons = { now: "success", before: "clock", later: "calendar", withdrawn: "close" } as const

function Withdraw({ fields }: { readonly fields: Readonly<Record<string, string | number>> }) {
  const { t } = useTranslation("memberCare")
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="intent" value="withdraw" />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" tone="quiet" icon="undo">
        {t("withdraw")}
      </Button>
    </Form>
  )
}

/** 住所の履歴: every version of every kind, with the date from which it holds. */
export function AddressVersions(props: {
  readonly addresses: readonly Address[]
  readonly copiesTo: string
  readonly mayWrite: boolean
}) {
  const { t, i18n } = useTranslation("memberCare")
  return (
    <SectionCard title={t("addresses")} flush>
      <DataTable
        caption={t("addresses")}
        rows={props.addresses}
        rowKey={(row) => `${row.kind} ${row.effectiveOn} ${row.version}`}
        empty={<EmptyState icon="building" title={t("noAddresses")} />}
        columns={[
          {
            key: "kind",
            header: t("kind"),
            render: (row) => (
              <>
                {t(`kind-${row.kind}`)}
                {row.kind === props.copiesTo ? (
                  <span className="block text-small text-muted">{t("copiesHere")}</span>
                ) : null}
              </>
            ),
          },
          {
            key: "address",
            header: t("address"),
            render: (row) => (
              <>
                <span className="figures text-muted">{`〒${formatPostalCode(row.postalCode)} `}</span>
                {row.address}
              </>
            ),
          },
          { key: "from", header: t("effectiveOn"), render: (row) => dayText(row.effectiveOn, i18n.language) },
          {
            key: "state",
            header: t("state"),
            render: (row) => (
              <Badge tone={tones[row.state]} icon={icons[row.state]}>
                {t(`address-${row.state}`)}
              </Badge>
            ),
          },
          { key: "by", header: t("recordedBy"), render: (row) => row.recordedBy },
          {
            key: "act",
            header: t("act"),
            render: (row) =>
              row.state === "later" && props.mayWrite ? (
                <Withdraw fields={{ kind: row.kind, effectiveOn: row.effectiveOn, version: row.version }} />
              ) : null,
          },
        ]}
      />
    </SectionCard>
  )
}

const fieldWords = ["family_name", "given_name", "family_name_kana", "given_name_kana", "company_name", "department",
  "job_title", "phone", "email", "gender", "born_on", "industry", "occupation", "note", "locale", "copies_to"] as const // prettier-ignore

const valueWords = ["male", "female", "other", "home", "office", "delivery", "ja", "en"] as const

/** 変更履歴: who, when, from, to, from which date on. */
export function ChangeHistory(props: {
  readonly changes: readonly Change[]
  readonly ownLabels: Readonly<Record<string, string>>
  readonly mayWrite: boolean
}) {
  const { t, i18n } = useTranslation("memberCare")
  const fieldOf = (field: string) => {
    const known = fieldWords.find((word) => word === field)
    return known ? t(`field-${known}`) : (props.ownLabels[field.replace(/^own:/, "")] ?? field)
  }
  const valueOf = (field: string, value: string) => {
    const known = ["gender", "copies_to", "locale"].includes(field)
      ? valueWords.find((word) => word === value)
      : undefined
    return known ? t(`value-${known}`) : value || "—"
  }
  return (
    <SectionCard title={t("changes")} flush>
      <DataTable
        caption={t("changes")}
        rows={props.changes}
        rowKey={(row) => row.id}
        empty={<EmptyState icon="clock" title={t("noChanges")} />}
        columns={[
          { key: "field", header: t("field"), render: (row) => fieldOf(row.field) },
          { key: "from", header: t("oldValue"), render: (row) => valueOf(row.field, row.oldValue) },
          { key: "to", header: t("newValue"), render: (row) => valueOf(row.field, row.newValue) },
          { key: "on", header: t("effectiveOn"), render: (row) => dayText(row.effectiveOn, i18n.language) },
          {
            key: "by",
            header: t("recordedBy"),
            render: (row) => `${instantText(row.recordedAt, i18n.language)} ${row.recordedBy}`,
          },
          {
            key: "state",
            header: t("state"),
            render: (row) =>
              row.state === "waiting" && props.mayWrite ? (
                <Withdraw fields={{ change: row.id }} />
              ) : (
                t(`change-${row.state}`)
              ),
          },
        ]}
      />
    </SectionCard>
  )
}
