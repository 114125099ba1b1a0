import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { ownFieldsForForm } from "#app/members/codes-for-form.server.ts"
import { filterOfUrl } from "#app/members/filter-of-url.server.ts"
import { membersForList } from "#app/members/members-for-list.server.ts"
import { saveSegment } from "#app/members/save-segment.server.ts"
import { segmentForm } from "#app/members/segment-form.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { useRuleWords } from "#app/ui/rule-words.ts"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = {
  crumbs: [
    { word: "navMembers", to: "/console/members" },
    { word: "navSegments", to: "/console/members/segments" },
  ],
}

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const url = listUrl(request)
  const page = { sort: "number", descending: false, limit: 1, offset: 0 } as const
  const asked = readScope(actor, async (scope) => {
    const { rules } = (await filterOfUrl(scope, url)).filter
    const { total, hasMore } = await membersForList(scope, { search: "", rules }, page)
    return { rules, total, hasMore, own: await ownFieldsForForm(scope) }
  })
  return {
    title: i18nFor(actor.locale).t("segments:newTitle"),
    locale: actor.locale,
    back: `/console/members${new URL(request.url).search}`,
    ...(await found(asked)),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const form = await parseForm(request, segmentForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    const { id } = await inScope(actor, async (scope) => {
      const { filter } = await filterOfUrl(scope, listUrl(request))
      return saveSegment(scope, { ...form.value, rules: filter.rules })
    })
    return redirect(`/console/members?segment=${id}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** 条件の保存: the filters set in the members' list, and the name they are kept under. */
export default function NewSegment() {
  const { t } = useTranslation(["segments", "members", "actions"])
  const { title, locale, rules, own, total, hasMore, back } = useLoaderData<typeof loader>()
  const words = useRuleWords(own)(rules)
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: "new-segment",
    lastResult: answer?.submission ?? null,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: segmentForm(locale) }),
    constraint: { name: { required: true } },
  })
  const people = hasMore ? t("members:foundMore", { count: total }) : t("members:found", { count: total })
  return (
    <>
      <PageHeader title={title} summary={t("newLead")} />
      <SectionCard title={title}>
        <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
          <ErrorSummary fields={[{ field: fields.name, label: t("name") }]} formErrors={form.errors ?? []} />
          <DescriptionList
            items={[
              { key: "rules", term: t("conditions"), detail: words.length > 0 ? words.join(" / ") : null },
              { key: "people", term: t("people"), detail: people },
            ]}
          />
          <TextField
            field={fields.name}
            label={t("name")}
            hint={`${t("nameHint")} ${t("wordsNotKept")}`}
            maxLength={60}
            autoComplete="off"
          />
          <div className="flex flex-wrap gap-near">
            <SubmitButton>{t("actions:save")}</SubmitButton>
            <LinkButton to={back}>{t("actions:cancel")}</LinkButton>
          </div>
        </Form>
      </SectionCard>
    </>
  )
}
