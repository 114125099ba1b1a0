import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { addServiceItem, changeServiceItem, retireServiceItem } from "#app/desk/services/save-service-item.server.ts"
import { serviceItemForm } from "#app/desk/services/service-form.ts"
import { serviceItemsForList } from "#app/desk/services/service-items-for-list.server.ts"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { actOnRow } from "#app/platform/act-on-row.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { RetireButton } from "#app/ui/retire-button.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { ServiceItemForm } from "#app/ui/service-item-form.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navServices", to: "/console/services" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const items = await readScope(actor, serviceItemsForList)
  const edit = new URL(request.url).searchParams.get("edit")
  return {
    title: i18nFor(actor.locale).t("services:items"),
    ...{ items, locale: actor.locale, mayWrite: may(actor, "billing.write") },
    edited: items.find(({ code }) => code === edit) ?? null,
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  return actOnRow(request, actor, {
    ...{ home: "/console/services/items", schema: serviceItemForm(actor.locale), add: addServiceItem, retire: retireServiceItem }, // prettier-ignore
    change: (scope, value, code) => changeServiceItem(scope, { ...value, code }),
  })
}

type Item = ReturnType<typeof useLoaderData<typeof loader>>["items"][number]

function useColumns() {
  const { t, i18n } = useTranslation("services")
  const { mayWrite, items } = useLoaderData<typeof loader>()
  const nameOf = (item: Item | undefined) => (item ? (i18n.language === "en" && item.nameEnglish) || item.name : "")
  const rulesOf = (item: Item) =>
    [
      item.isProrated ? t("prorated") : t("notProrated"),
      ...(item.needsStaff ? [t("staff")] : []),
      ...(item.requiresCode === null
        ? []
        : [t("addedTo", { name: nameOf(items.find(({ code }) => code === item.requiresCode)) })]),
    ].join(" · ")
  const name = (item: Item) => (
    <span className="flex flex-wrap items-center gap-near">
      {mayWrite ? <Link to={`?edit=${encodeURIComponent(item.code)}`} className="text-link">{nameOf(item)}</Link> : nameOf(item)}
      {item.isInUse ? null : <Badge tone="warning">{t("retired")}</Badge>}
    </span>
  ) // prettier-ignore
  const retire = (item: Item) => <RetireButton query={{ retire: item.code }} isRetired={!item.isInUse} name={item.code} /> // prettier-ignore
  return [
    { key: "name", header: t("name"), render: name },
    { key: "code", header: t("code"), render: (item: Item) => <span className="whitespace-nowrap">{item.code}</span> },
    { key: "kind", header: t("kind"), render: (item: Item) => t(`kind-${item.kind}`) },
    {
      ...({ key: "monthly", header: t("monthly"), unit: t("yenUnit"), align: "end" } as const),
      render: (item: Item) => <Money amount={item.monthlyYen} />,
    },
    { key: "rule", header: t("rule"), render: rulesOf },
    ...(mayWrite ? [{ key: "act", header: t("act"), render: retire }] : []),
  ]
}

/** 料金表: plans and options of the organization, which are data and not code (B9). */
export default function ServiceItems() {
  const { t } = useTranslation("services")
  const { title, items, edited, locale, mayWrite } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={title} summary={t("itemsLead")} />
      <div role="status">
        {answer && "message" in answer ? <Callout tone="warning">{answer.message}</Callout> : null}
      </div>
      <div className="grid items-start gap-apart desk:grid-cols-[3fr_1fr]">
        <SectionCard title={title} flush>
          <DataTable
            caption={title}
            rows={items}
            rowKey={({ code }) => code}
            columns={useColumns()}
            empty={<EmptyState icon="yen" title={t("noItems")} />}
          />
        </SectionCard>
        {mayWrite ? (
          <SectionCard title={edited ? t("editItem", { name: edited.name }) : t("addItem")}>
            <ServiceItemForm
              key={edited?.code ?? "new"}
              {...{ edited, items, locale }}
              lastResult={answer?.submission ?? null}
            />
          </SectionCard>
        ) : null}
      </div>
    </>
  )
}
