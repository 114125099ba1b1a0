import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { eraseDue } from "#app/desk/erase-due.server.ts"
import { erasableKinds, retentionForPage } from "#app/desk/retention-for-page.server.ts"
import { RetentionInput, saveRetention } from "#app/desk/save-retention.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Button } from "#app/ui/button.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { dayText } from "#app/ui/date-text.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { formOf } from "#app/platform/form.server.ts"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "audit.read")
  return {
    title: i18nFor(actor.locale).t("memberCare:retentionTitle"),
    rules: (await readScope(actor, retentionForPage)).map((rule) => ({
      ...rule,
      isErasable: erasableKinds.some((kind) => kind === rule.kind),
    })),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "audit.read")
  const fields = Object.fromEntries(await formOf(request))
  const kind = erasableKinds.find((one) => one === fields.erase)
  if (kind !== undefined) return data({ saved: false, erased: await eraseDue(actor, kind) })
  const input = RetentionInput.safeParse(fields)
  if (!input.success) throw new Response("not a rule", { status: 400 })
  await inScope(actor, (scope) => saveRetention(scope, input.data))
  return data({ saved: true, erased: null })
}

type Rule = ReturnType<typeof useLoaderData<typeof loader>>["rules"][number]

function Months({ rule }: { readonly rule: Rule }) {
  const { t } = useTranslation("memberCare")
  return (
    <Form method="post" preventScrollReset className="flex flex-wrap items-center gap-near">
      <input type="hidden" name="kind" value={rule.kind} />
      <input
        type="number"
        name="months"
        min={1}
        max={240}
        required
        key={rule.months}
        defaultValue={rule.months}
        aria-label={`${t(`retention-${rule.kind}`)} (${t("monthsUnit")})`}
        className="control figures w-[6rem]"
      />
      {t("monthsUnit")}
      <Button type="submit">{t("saveRule")}</Button>
    </Form>
  )
}

/** What is due goes when somebody says so; members are erased one by one, by name. */
function Erase({ rule }: { readonly rule: Rule }) {
  const { t } = useTranslation("memberCare")
  if (!rule.isErasable)
    return (
      <span className="text-small text-muted">
        {t(rule.kind === "member" ? "eraseBy-member" : "eraseBy-label-file")}
      </span>
    )
  if (rule.due === 0) return "—"
  return (
    <ConfirmDialog
      verb={t("eraseDue")}
      title={t("eraseDueTitle", { kind: t(`retention-${rule.kind}`) })}
      tone="danger"
      triggerTone="secondary"
      fields={{ erase: rule.kind }}
    >
      <p>{t("eraseDueLead", { count: rule.due })}</p>
    </ConfirmDialog>
  )
}

/** 保存期間: how long each kind of personal data is kept, and what is due. */
export default function Retention() {
  const { t, i18n } = useTranslation("memberCare")
  const { title, rules } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={title} summary={t("retentionLead")} />
      <div role="status">
        {answer?.saved ? <Callout tone="success">{t("ruleSaved")}</Callout> : null}
        {answer && answer.erased !== null ? (
          <Callout tone="success">{t("erasedDue", { count: answer.erased })}</Callout>
        ) : null}
      </div>
      <section className="card" aria-label={title}>
        <DataTable
          caption={title}
          rows={rules}
          rowKey={(rule) => rule.kind}
          empty={null}
          columns={[
            { key: "kind", header: t("kindOfData"), render: (rule) => t(`retention-${rule.kind}`) },
            { key: "months", header: t("months"), render: (rule) => <Months rule={rule} /> },
            { key: "due", header: t("due"), unit: t("dueUnit"), align: "end", render: (rule) => rule.due },
            {
              key: "oldest",
              header: t("oldest"),
              render: (rule) => (rule.oldestOn === null ? "—" : dayText(rule.oldestOn, i18n.language)),
            },
            { key: "erase", header: t("eraseDue"), render: (rule) => <Erase rule={rule} /> },
          ]}
        />
      </section>
    </>
  )
}
