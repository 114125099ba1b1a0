import { type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { expiryForHome } from "#app/reports/expiry-for-home.server.ts"
import { figuresForHome } from "#app/reports/figures-for-home.server.ts"
import { lastMovement } from "#app/reports/run-for-page.server.ts"
import { ordersForList } from "#app/subscriptions/orders-for-list.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { ExpiryCharts } from "#app/ui/expiry-charts.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { KeyFigures } from "#app/ui/key-figures.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useMovementSteps } from "#app/ui/use-movement-steps.ts"
import { WaterfallChart } from "#app/ui/waterfall-chart.tsx"

export const meta = consoleMeta

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "console.open")
  if (!may(actor, "members.read")) throw redirect("/console/seminars")
  const recent = { search: "", channel: "", month: "", paid: "", sort: "", limit: 5, offset: 0 }
  return readScope(actor, async (scope) => ({
    title: i18nFor(actor.locale).t("console:title"),
    figures: await figuresForHome(scope),
    movement: await lastMovement(scope),
    orders: await ordersForList(scope, recent),
    expiry: await expiryForHome(scope),
    today: scope.today,
  }))
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Figures({ figures }: { readonly figures: Data["figures"] }) {
  const { t, i18n } = useTranslation(["console", "states", "issues"])
  const isEnglish = i18n.language === "en"
  return (
    <KeyFigures
      figures={[
        {
          key: "contracts",
          label: t("console:activeContracts"),
          value: figures.activeContracts,
          unit: t("console:contractsUnit"),
        },
        ...figures.nextIssues.map((issue) => ({
          key: issue.publicationCode,
          label: `${(isEnglish && issue.publicationNameEnglish) || issue.publicationName} ${t("issues:issueNo", { number: issue.number })}`,
          value: issue.copies,
          unit: t("states:copies"),
          delta: issue.previousCopies === null ? undefined : issue.copies - issue.previousCopies,
        })),
        { key: "deferred", label: t("console:deferred"), value: figures.deferredYen, unit: t("states:yen") },
        { key: "receivable", label: t("console:receivable"), value: figures.receivableYen, unit: t("states:yen") },
        { key: "matches", label: t("console:openMatches"), value: figures.openMatches, unit: t("console:pairs") },
        {
          key: "mails",
          label: t("console:waitingMails"),
          value: figures.waitingMails,
          unit: t("console:mails"),
          note: figures.failedMails > 0 ? t("console:failedMails", { count: figures.failedMails }) : undefined,
        },
        {
          key: "letters",
          label: t("console:lettersToPost"),
          value: figures.lettersToPost,
          unit: t("console:mails"),
        },
      ]}
    />
  )
}

function NextIssues({ figures, today }: { readonly figures: Data["figures"]; readonly today: string }) {
  const { t, i18n } = useTranslation(["console", "issues"])
  return (
    <SectionCard
      title={t("console:nextIssues")}
      actions={<LinkButton to="/console/issues">{t("console:allIssues")}</LinkButton>}
      flush
    >
      <DataTable
        caption={t("console:nextIssues")}
        rows={figures.nextIssues}
        rowKey={(issue) => issue.publicationCode}
        rowHref={(issue) => `/console/issues/${issue.publicationCode}/${issue.number}`}
        empty={<EmptyState icon="issue" title={t("issues:noTitles")} />}
        columns={[
          {
            key: "issue",
            header: t("console:nextIssue"),
            render: (issue) =>
              `${(i18n.language === "en" && issue.publicationNameEnglish) || issue.publicationName} ${t("issues:issueNo", { number: issue.number })}`,
          },
          { key: "label", header: t("issues:label"), render: (issue) => issue.label },
          {
            key: "ships",
            header: t("console:shipsOn"),
            render: (issue) => (
              <>
                <DayText on={issue.shipsOn} />
                {issue.shipsOn < today ? (
                  <span className="block text-small text-danger">{t("issues:overdue")}</span>
                ) : null}
              </>
            ),
          },
          {
            key: "copies",
            header: t("console:copies"),
            unit: t("issues:copiesUnit"),
            align: "end",
            render: (issue) => issue.copies.toLocaleString(i18n.language),
          },
        ]}
      />
    </SectionCard>
  )
}

function RecentOrders({ orders }: { readonly orders: Data["orders"] }) {
  const { t } = useTranslation(["console", "orders", "states"])
  return (
    <SectionCard
      title={t("console:recentOrders")}
      actions={<LinkButton to="/console/orders">{t("console:allOrders")}</LinkButton>}
      flush
    >
      <DataTable
        caption={t("console:recentOrders")}
        rows={orders}
        rowKey={(order) => order.id}
        rowHref={(order) => `/console/orders/${order.id}`}
        empty={<EmptyState icon="order" title={t("console:noOrders")} />}
        columns={[
          { key: "number", header: t("orders:number"), render: (order) => order.number },
          { key: "member", header: t("orders:member"), render: (order) => order.memberName },
          { key: "date", header: t("orders:orderedOn"), render: (order) => <DayText on={order.orderedOn} /> },
          {
            key: "total",
            header: t("orders:total"),
            unit: t("states:yen"),
            align: "end",
            render: (order) => <Money amount={order.totalYen} />,
          },
        ]}
      />
    </SectionCard>
  )
}

/** ホーム: what stands, what waits, what ships next. */
export default function Home() {
  const { t, i18n } = useTranslation(["console", "issues", "states"])
  const steps = useMovementSteps()
  const { figures, movement, orders, expiry, today, title } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title={title} />
      <Figures figures={figures} />
      <div className="grid items-start gap-apart wide:grid-cols-2">
        <NextIssues figures={figures} today={today} />
        <RecentOrders orders={orders} />
      </div>
      <SectionCard>
        {movement ? (
          <WaterfallChart
            title={t("console:lastMovement", {
              title: (i18n.language === "en" && movement.publicationEnglish) || movement.publication,
              number: movement.issue,
            })}
            description={t("issues:movementDescription")}
            unit={t("states:copies")}
            steps={steps(movement.report.totals)}
          />
        ) : (
          <EmptyState icon="report" title={t("console:noMovement")} />
        )}
      </SectionCard>
      <div className="grid items-start gap-apart wide:grid-cols-2">
        <ExpiryCharts expiry={expiry} />
      </div>
    </>
  )
}
