import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { sourcesForOrder } from "#app/subscriptions/offers-for-order.server.ts"
import { addPromotion } from "#app/subscriptions/promotions/add-promotion.server.ts"
import { promotionForm } from "#app/subscriptions/promotions/promotion-form.ts"
import { promotionsForList, targetsForPromotion } from "#app/subscriptions/promotions/promotions-for-list.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { PromotionFields } from "#app/ui/promotion-fields.tsx"
import { promotionTones, reductionText, termText, usesText } from "#app/ui/promotion-words.ts"
import { SectionCard } from "#app/ui/section-card.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOffers", to: "/console/offers" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "issues.read")
  return readScope(actor, async (scope) => ({
    title: i18nFor(actor.locale).t("promotions:title"),
    promotions: await promotionsForList(scope),
    targets: await targetsForPromotion(scope),
    sources: await sourcesForOrder(scope),
    ...{ locale: actor.locale, mayChange: may(actor, "issues.run") },
  }))
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "issues.run")
  const form = await parseForm(request, promotionForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    const id = await inScope(actor, (scope) => addPromotion(scope, form.value))
    return redirect(`/console/promotions/${id}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

const named = [
  ...(["code", "name", "kind", "amount", "titles", "offers", "validFrom", "validUntil", "mostUses"] as const),
  "sourceCode",
] as const

function AddForm() {
  const { t } = useTranslation("promotions")
  const { targets, sources, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: "promotion",
    lastResult: answer?.submission ?? null,
    defaultValue: { kind: "percent", isOncePerMember: "yes" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: promotionForm(locale) }),
    constraint: { code: { required: true }, kind: { required: true }, amount: { required: true } },
  })
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
      <ErrorSummary
        fields={named.map((name) => ({ field: fields[name], label: t(name) }))}
        formErrors={form.errors ?? []}
      />
      <PromotionFields fields={fields} offers={targets.offers} titles={targets.titles} sources={sources} />
      <div>
        <Button type="submit" tone="primary">
          {t("add")}
        </Button>
      </div>
    </Form>
  )
}

type Promotion = ReturnType<typeof useLoaderData<typeof loader>>["promotions"][number]

function useColumns() {
  const { t, i18n } = useTranslation(["promotions", "states"])
  const codeOf = (one: Promotion) => (
    <span>
      <span className="flex flex-wrap items-center gap-near">
        <Link to={`/console/promotions/${one.id}`} className="text-link whitespace-nowrap">
          {one.code}
        </Link>
        <Badge tone={promotionTones[one.state]}>{t(`promotions:state-${one.state}`)}</Badge>
      </span>
      <span className="block text-small text-muted">{one.name}</span>
    </span>
  )
  return [
    { key: "code", header: t("promotions:code"), render: codeOf },
    {
      key: "reduction",
      header: t("promotions:reduction"),
      align: "end",
      render: (one: Promotion) => reductionText(t, one),
    },
    {
      key: "targets",
      header: t("promotions:targets"),
      render: ({ targets }: Promotion) => (targets.length === 0 ? t("promotions:all") : targets.join("、")),
    },
    { key: "term", header: t("promotions:term"), render: (one: Promotion) => termText(t, i18n.language, one) },
    {
      key: "uses",
      header: t("promotions:uses"),
      align: "end",
      render: (one: Promotion) => (
        <span>
          {usesText(t, one)}
          {one.pending > 0 ? (
            <span className="block text-small text-muted">{t("promotions:pending", { count: one.pending })}</span>
          ) : null}
        </span>
      ),
    },
    {
      key: "reduced",
      header: t("promotions:reduced"),
      unit: t("states:yen"),
      align: "end",
      render: ({ reducedYen }: Promotion) => <Money amount={reducedYen} />,
    },
  ] as const
}

/** プロモーションコード: which there are, how often they were used, and the form for a new one. */
export default function Promotions() {
  const { t } = useTranslation("promotions")
  const { title, promotions, mayChange } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title={title} summary={t("lead")} />
      <div className="grid items-start gap-apart desk:grid-cols-[3fr_1fr]">
        <SectionCard title={title} flush>
          <DataTable
            caption={title}
            rows={promotions}
            rowKey={({ id }) => id}
            columns={useColumns()}
            empty={<EmptyState icon="offer" title={t("none")} />}
          />
        </SectionCard>
        {mayChange ? (
          <SectionCard title={t("addTitle")}>
            <AddForm />
          </SectionCard>
        ) : null}
      </div>
    </>
  )
}
