import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { wordingForm } from "#app/members/consent-form.ts"
import { isConsentPurpose } from "#app/members/reader/consent.ts"
import { consentWordings, saveConsentWording } from "#app/members/save-consent-wording.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { InstantText } from "#app/ui/date-text.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { MemberSettingTabs } from "#app/ui/member-setting-tabs.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMembers", to: "/console/members" }] }

const askedPurpose = (request: Request) => {
  const asked = new URL(request.url).searchParams.get("purpose")
  return isConsentPurpose(asked) ? asked : null
}

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  const wordings = await readScope(actor, consentWordings)
  const purpose = askedPurpose(request)
  return {
    title: i18nFor(actor.locale).t("consents:title"),
    ...{ wordings, locale: actor.locale },
    edited: wordings.find((one) => one.isNow && one.purpose === purpose) ?? null,
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  const purpose = askedPurpose(request)
  if (purpose === null) throw new Response("not a purpose", { status: 400 })
  const form = await parseForm(request, wordingForm(actor.locale))
  if (!form.ok) return form.reply
  await inScope(actor, (scope) => saveConsentWording(scope, { ...form.value, purpose }))
  return redirect("/console/consent-wordings?done=1")
}

type Wording = ReturnType<typeof useLoaderData<typeof loader>>["wordings"][number]

function WordingForm({ edited }: { readonly edited: Wording }) {
  const { t } = useTranslation(["consents", "actions"])
  const { locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, { wording, wordingEnglish }] = useForm({
    id: `wording-${edited.purpose}`,
    lastResult: answer?.submission ?? null,
    defaultValue: { wording: edited.wording, wordingEnglish: edited.wordingEnglish },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: wordingForm(locale) }),
    constraint: { wording: { required: true } },
  })
  return (
    <SectionCard title={t("consents:changeOf", { purpose: t(`consents:purpose-${edited.purpose}`) })}>
      <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
        <ErrorSummary
          fields={[
            { field: wording, label: t("consents:wording") },
            { field: wordingEnglish, label: t("consents:wordingEnglish") },
          ]}
          formErrors={form.errors ?? []}
        />
        <p className="text-small text-muted">{t("consents:changeHint")}</p>
        <TextAreaField field={wording} label={t("consents:wording")} maxLength={400} />
        <TextAreaField
          field={wordingEnglish}
          label={t("consents:wordingEnglish")}
          hint={t("consents:wordingEnglishHint")}
          maxLength={400}
        />
        <div className="flex flex-wrap gap-near">
          <SubmitButton>{t("actions:saveChanges")}</SubmitButton>
          <LinkButton to="/console/consent-wordings">{t("actions:cancel")}</LinkButton>
        </div>
      </Form>
    </SectionCard>
  )
}

function useColumns() {
  const { t, i18n } = useTranslation("consents")
  const version = (one: Wording) => (
    <span className="flex flex-wrap items-center gap-near whitespace-nowrap">
      {one.version === 0 ? t("standard") : t("versionOf", { version: one.version })}
      {one.isNow ? <Badge tone="success">{t("inForce")}</Badge> : null}
    </span>
  )
  const wording = (one: Wording) => (
    <span className="block min-w-[14rem]">
      {one.wording}
      <span className="block text-small text-muted">{one.wordingEnglish}</span>
    </span>
  )
  const change = (one: Wording) =>
    one.isNow ? (
      <LinkButton to={`?purpose=${one.purpose}`}>
        <span className="sr-only">{`${t(`purpose-${one.purpose}`)}: `}</span>
        <span className="whitespace-nowrap">{t("change")}</span>
      </LinkButton>
    ) : null
  return [
    { key: "purpose", header: t("purpose"), render: (one: Wording) => t(`purpose-${one.purpose}`) },
    { key: "version", header: t("version"), render: version },
    { key: "wording", header: t("wording"), render: wording },
    {
      ...{ key: "members", header: t("members"), unit: t("membersUnit"), align: "end" as const },
      render: (one: Wording) => one.members.toLocaleString(i18n.language),
    },
    {
      ...{ key: "since", header: t("since") },
      render: (one: Wording) => (one.recordedAt === null ? "—" : <InstantText at={one.recordedAt} />),
    },
    { key: "change", header: t("acts"), render: change },
  ] as const
}

/** 同意の文言: what readers are asked to consent to, version by version. */
export default function ConsentWordings() {
  const { t } = useTranslation("consents")
  const { title, wordings, edited } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  return (
    <>
      <PageHeader title={title} summary={t("lead")} />
      <MemberSettingTabs current="/console/consent-wordings" />
      <div role="status">{search.has("done") ? <Callout tone="success">{t("saved")}</Callout> : null}</div>
      {edited ? <WordingForm key={edited.purpose} edited={edited} /> : null}
      <SectionCard title={title} flush>
        <DataTable
          caption={title}
          rows={wordings}
          rowKey={({ purpose, version }) => `${purpose}-${String(version)}`}
          columns={useColumns()}
          empty={null}
        />
      </SectionCard>
    </>
  )
}
