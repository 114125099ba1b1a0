import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Link, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { found, idOfPage } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { endPromotion } from "#app/subscriptions/promotions/end-promotion.server.ts"
import { promotionsForList, usesOfPromotion } from "#app/subscriptions/promotions/promotions-for-list.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { conditionsText, promotionTones, reductionText, termText, usesText } from "#app/ui/promotion-words.ts"
import { SectionCard } from "#app/ui/section-card.tsx"

export const meta = consoleMeta
export const handle = {
  crumbs: [
    { word: "navOffers", to: "/console/offers" },
    { word: "navPromotions", to: "/console/promotions" },
  ],
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "issues.read")
  const id = idOfPage(params.id)
  const url = listUrl(request)
  return readScope(actor, async (scope) => {
    const [promotion] = await promotionsForList(scope, id)
    if (!promotion) throw new Response("unknown-promotion", { status: 404 })
    return {
      ...{ title: promotion.code, promotion, mayChange: may(actor, "issues.run") },
      uses: await usesOfPromotion(scope, id, url),
      ...{ page: url.page, pageSize: url.limit },
    }
  })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "issues.run")
  const id = idOfPage(params.id)
  await found(inScope(actor, (scope) => endPromotion(scope, id)))
  return redirect(`/console/promotions/${id}`)
}

function Uses() {
  const { t } = useTranslation(["promotions", "states"])
  const { uses } = useLoaderData<typeof loader>()
  const yen = { unit: t("states:yen"), align: "end" } as const
  return (
    <DataTable
      caption={t("promotions:usedBy")}
      rows={uses}
      rowKey={({ orderId }) => orderId}
      empty={<EmptyState icon="order" title={t("promotions:nobody")} />}
      columns={[
        { key: "date", header: t("promotions:orderedOn"), render: ({ orderedOn }) => <DayText on={orderedOn} /> },
        {
          key: "order",
          header: t("promotions:order"),
          render: ({ orderId, orderNumber }) => (
            <Link to={`/console/orders/${orderId}`} className="text-link whitespace-nowrap">
              {orderNumber}
            </Link>
          ),
        },
        {
          key: "member",
          header: t("promotions:member"),
          render: ({ memberId, memberName, memberNumber }) => (
            <Link to={`/console/members/${memberId}`} className="text-link">
              {memberName} ({memberNumber})
            </Link>
          ),
        },
        {
          key: "before",
          header: t("promotions:before"),
          ...yen,
          render: ({ priceYen }) => <Money amount={priceYen} />,
        },
        {
          key: "reduction",
          header: t("promotions:reduction"),
          ...yen,
          render: ({ reductionYen }) => <Money amount={reductionYen} />,
        },
        {
          key: "after",
          header: t("promotions:after"),
          ...yen,
          render: ({ priceYen, reductionYen }) => <Money amount={priceYen - reductionYen} />,
        },
      ]}
    />
  )
}

function Facts() {
  const { t, i18n } = useTranslation("promotions")
  const { promotion } = useLoaderData<typeof loader>()
  const { targets, sourceCode, pending, reducedYen } = promotion
  return (
    <DescriptionList
      items={[
        { key: "reduction", term: t("reduction"), detail: reductionText(t, promotion) },
        { key: "targets", term: t("targets"), detail: targets.length === 0 ? t("all") : targets.join("、") },
        { key: "term", term: t("term"), detail: termText(t, i18n.language, promotion) },
        { key: "conditions", term: t("conditions"), detail: conditionsText(t, promotion) },
        {
          key: "uses",
          term: t("uses"),
          detail: `${usesText(t, promotion)}${pending > 0 ? ` (${t("pending", { count: pending })})` : ""}`,
        },
        { key: "reduced", term: t("reduced"), detail: <Money amount={reducedYen} unit /> },
        { key: "source", term: t("sourceCode"), detail: sourceCode ?? t("noSource") },
      ]}
    />
  )
}

/** One promotion code: what it says, who has used it, and its end. */
export default function Promotion() {
  const { t } = useTranslation("promotions")
  const { title, promotion, mayChange, page, pageSize } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title={title}
        summary={promotion.name}
        marks={<Badge tone={promotionTones[promotion.state]}>{t(`state-${promotion.state}`)}</Badge>}
        primary={
          mayChange && promotion.state !== "over" ? (
            <ConfirmDialog verb={t("end")} title={t("endTitle", { code: promotion.code })} tone="danger">
              {t("endBody")}
            </ConfirmDialog>
          ) : null
        }
      />
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <SectionCard title={t("usedBy")} flush>
          <Uses />
          <Pagination page={page} pageSize={pageSize} total={promotion.orders} />
        </SectionCard>
        <SectionCard title={t("facts")}>
          <Facts />
        </SectionCard>
      </div>
    </>
  )
}
