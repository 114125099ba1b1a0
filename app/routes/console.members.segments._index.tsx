import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { ownFieldsForForm } from "#app/members/codes-for-form.server.ts"
import { deleteSegment, renameSegment } from "#app/members/save-segment.server.ts"
import { segmentForm } from "#app/members/segment-form.ts"
import { segmentsForPage } from "#app/members/segments-for-page.server.ts"
import { parseForm, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { useRuleWords } from "#app/ui/rule-words.ts"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"
import { actorAsRead } from "#app/values/text.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMembers", to: "/console/members" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const edit = new URL(request.url).searchParams.get("edit")
  const mayWrite = may(actor, "members.write")
  return readScope(actor, async (scope) => {
    const segments = await segmentsForPage(scope)
    return {
      title: i18nFor(actor.locale).t("segments:title"),
      ...{ segments, mayWrite, locale: actor.locale, own: await ownFieldsForForm(scope) },
      edited: (mayWrite && segments.find(({ id }) => id === edit)) || null,
    }
  })
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const { searchParams } = new URL(request.url)
  const [gone, edit] = [searchParams.get("delete"), searchParams.get("edit")]
  const done = (what: "deleted" | "renamed") => redirect(`/console/members/segments?done=${what}`)
  if (gone !== null) {
    try {
      await inScope(actor, (scope) => deleteSegment(scope, gone))
      return done("deleted")
    } catch (error) {
      const { message, status } = refusalReply(error, actor.locale)
      return data({ message, submission: null }, { status })
    }
  }
  const form = await parseForm(request, segmentForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    await inScope(actor, (scope) => renameSegment(scope, { ...form.value, id: edit ?? "" }))
    return done("renamed")
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

type Segment = ReturnType<typeof useLoaderData<typeof loader>>["segments"][number]

function RenameForm({ edited }: { readonly edited: Segment }) {
  const { t } = useTranslation(["segments", "actions"])
  const { locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: `segment-${edited.id}`,
    lastResult: answer?.submission ?? null,
    defaultValue: { name: edited.name },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: segmentForm(locale) }),
    constraint: { name: { required: true } },
  })
  return (
    <SectionCard title={t("segments:renameTitle", { name: edited.name })}>
      <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
        <ErrorSummary fields={[{ field: fields.name, label: t("segments:name") }]} formErrors={form.errors ?? []} />
        <TextField field={fields.name} label={t("segments:name")} maxLength={60} autoComplete="off" />
        <div className="flex flex-wrap gap-near">
          <SubmitButton>{t("actions:saveChanges")}</SubmitButton>
          <LinkButton to="/console/members/segments">{t("actions:cancel")}</LinkButton>
        </div>
      </Form>
    </SectionCard>
  )
}

function useColumns() {
  const { t, i18n } = useTranslation(["segments", "actions"])
  const { own, mayWrite } = useLoaderData<typeof loader>()
  const words = useRuleWords(own)
  const acts = (segment: Segment) => (
    <span className="flex flex-wrap justify-end gap-near">
      <LinkButton to={`?edit=${segment.id}`}>
        <span className="sr-only">{`${segment.name}: `}</span>
        {t("segments:rename")}
      </LinkButton>
      <ConfirmDialog
        verb={t("actions:remove")}
        title={t("segments:deleteTitle", { name: segment.name })}
        tone="danger"
        triggerTone="secondary"
        action={`?index&delete=${segment.id}`}
      >
        <p>{t("segments:deleteBody")}</p>
      </ConfirmDialog>
    </span>
  )
  return [
    { key: "name", header: t("segments:name"), render: (segment: Segment) => segment.name },
    { key: "rules", header: t("segments:conditions"), render: (segment: Segment) => words(segment.rules).join(" / ") },
    { key: "people", header: t("segments:people"), unit: t("segments:peopleUnit"), align: "end", render: (segment: Segment) => segment.members.toLocaleString(i18n.language) }, // prettier-ignore
    { key: "by", header: t("segments:savedBy"), render: (segment: Segment) => actorAsRead(segment.savedBy) },
    ...(mayWrite ? [{ key: "acts", header: t("segments:acts"), render: acts }] : []),
  ] as const
}

const doings = ["deleted", "renamed"] as const

/** 保存した条件: the segments with how many members fit each now; choosing one opens the list with it. */
export default function Segments() {
  const { t } = useTranslation("segments")
  const { title, segments, edited } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const done = doings.find((one) => one === search.get("done"))
  return (
    <>
      <PageHeader
        title={title}
        summary={t("lead")}
        secondary={<LinkButton to="/console/members">{t("toMembers")}</LinkButton>}
      />
      <div role="status">
        {answer && "message" in answer ? <Callout tone="warning">{answer.message}</Callout> : null}
        {!answer && done ? <Callout tone="success">{t(done)}</Callout> : null}
      </div>
      {edited ? <RenameForm key={edited.id} edited={edited} /> : null}
      <SectionCard title={title} flush>
        <DataTable
          caption={title}
          rows={segments}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `/console/members?segment=${id}`}
          columns={useColumns()}
          empty={
            <EmptyState icon="members" title={t("none")}>
              {t("noneHint")}
            </EmptyState>
          }
        />
      </SectionCard>
    </>
  )
}
