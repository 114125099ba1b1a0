import { Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import type { MovementForPage } from "#app/reports/movement.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { Money } from "#app/ui/money.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

/** 補助簿の動き: of a voucher, with the way to each contract, seminar order, service and member; or of one of those, with the way to its vouchers. */
export function MovementTable(props: {
  readonly caption: string
  readonly movements: readonly MovementForPage[]
  readonly beside: "voucher" | "subject"
}) {
  const { t } = useTranslation(["books", "states"])
  const yen = (key: string, header: string, of: (movement: MovementForPage) => number) => ({
    ...{ key, header, unit: t("states:yen"), align: "end" as const },
    render: (movement: MovementForPage) => (of(movement) === 0 ? null : <Money amount={of(movement)} />),
  })
  const who = [
    { key: "subject", header: t("books:contract"), render: subjectLink },
    { key: "member", header: t("books:member"), render: memberLink },
  ]
  const which = [
    {
      key: "date",
      header: t("books:postedOn"),
      render: ({ effectiveOn }: MovementForPage) => <DayText on={effectiveOn} />,
    },
    { key: "voucher", header: t("books:voucher"), render: voucherLink },
  ]
  return (
    <DataTable
      caption={props.caption}
      rows={props.movements}
      rowKey={({ subjectId, voucherId, cause }) => `${subjectId} ${voucherId} ${cause}`}
      empty={<p className="p-apart text-muted">{t("books:noMovement")}</p>}
      columns={[
        ...(props.beside === "voucher" ? who : which),
        {
          key: "served",
          header: t("books:issue"),
          render: ({ servedWhat, fromUnit, untilUnit }) => {
            const [from, until] = [fromUnit ?? 0, untilUnit ?? 0]
            const units = from === until ? t("books:unitNo", { from }) : t("books:unitNos", { from, until })
            return from === 0 ? servedWhat : `${servedWhat} ${units}`
          },
        },
        yen("deferred", t("books:deferredChange"), ({ deferredYen }) => deferredYen),
        yen("receivable", t("books:receivableChange"), ({ receivableYen }) => receivableYen),
        yen("net", t("books:net"), ({ netYen }) => netYen),
        yen("tax", t("books:tax"), ({ taxYen }) => taxYen),
      ]}
    />
  )
}

/** The same as a part of a contract's or a seminar order's page; nothing for who may not read the books. */
export function SubjectMovements({ movements }: { readonly movements: readonly MovementForPage[] | null }) {
  const { t } = useTranslation("books")
  if (movements === null) return null
  return (
    <SectionCard flush title={t("subjectMovements")}>
      <MovementTable caption={t("subjectMovementsHint")} movements={movements} beside="subject" />
    </SectionCard>
  )
}

const pages = { contract: "contracts", seminar: "seminar-orders", service: "services" } as const

const subjectLink = ({ of, pageId, number }: MovementForPage) => (
  <Link to={`/console/${pages[of]}/${pageId}`} className="text-link whitespace-nowrap">
    {number}
  </Link>
)

const memberLink = ({ memberId, member, memberName }: MovementForPage) => (
  <Link to={`/console/members/${memberId}/contracts`} className="text-link">
    {`${member} ${memberName}`}
  </Link>
)

const voucherLink = ({ voucherId, description }: MovementForPage) => (
  <Link to={`/console/vouchers/${voucherId}`} className="text-link">
    {description}
  </Link>
)
