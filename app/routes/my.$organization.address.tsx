import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { firstIssuesToChoose } from "#app/desk/first-issues-to-choose.server.ts"
import { changeOwnAddress } from "#app/members/reader/change-own-address.server.ts"
import { addressesForReader } from "#app/members/reader/addresses-for-reader.server.ts"
import { ownAddressForm } from "#app/members/reader/reader-forms.ts"
import { requireReader } from "#app/members/reader/reader-session.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { dayText } from "#app/ui/date-text.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { PostalCodeField } from "#app/ui/postal-code-field.tsx"
import { RadioCards } from "#app/ui/radio-cards.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  return readScope(reader, async (scope) => ({
    locale: reader.locale,
    ...(await addressesForReader(scope, reader.memberId)),
    starts: await firstIssuesToChoose(scope, reader.memberId),
  }))
}

export async function action({ request, params }: ActionFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const form = await parseForm(request, ownAddressForm(reader.locale))
  if (!form.ok) return form.reply
  try {
    await inScope(reader, (scope) => changeOwnAddress(scope, reader.memberId, form.value))
    return redirect(`/my/${reader.organization}/address?done=1`)
  } catch (error) {
    return form.refuse(error, reader.locale)
  }
}

const parts = ["postalCode", "prefecture", "city", "street", "building"] as const
const completions = {
  prefecture: "address-level1",
  city: "address-level2",
  street: "address-line1",
  building: "address-line2",
} as const

/** お届け先の変更 (A4): the address, and the issue from which it holds. */
export default function MyAddress() {
  const { t, i18n } = useTranslation("my")
  const { now, planned } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  return (
    <>
      <PageHeader title={t("address")} summary={t("addressLead")} />
      {search.has("done") ? (
        <div role="status">
          <Callout tone="success">{t("addressSaved")}</Callout>
        </div>
      ) : null}
      <SectionCard title={t("now")}>
        <p>{now}</p>
        {planned.map(({ on, address }) => (
          <p key={on + address}>{t("planned", { date: dayText(on, i18n.language), address })}</p>
        ))}
      </SectionCard>
      <AddressForm key={String(planned.length) + now} />
    </>
  )
}

type Issue = ReturnType<typeof useLoaderData<typeof loader>>["starts"][number]["issues"][number]

function useIssueText() {
  const { t, i18n } = useTranslation("my")
  return (issue: Issue) => {
    const isEnglish = i18n.language === "en" && issue.publicationEnglish !== ""
    const publication = isEnglish ? issue.publicationEnglish : issue.publication
    const { number, shipsOn } = issue
    return shipsOn === null || number === null
      ? t("firstUnknown", { publication })
      : t("firstIssue", { publication, label: issue.label ?? "", number, date: dayText(shipsOn, i18n.language) })
  }
}

function AddressForm() {
  const { t, i18n } = useTranslation("my")
  const { locale, starts } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    lastResult: answer?.submission,
    defaultValue: { effectiveOn: starts[0]?.on ?? "" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: ownAddressForm(locale) }),
    constraint: Object.fromEntries([...parts.slice(0, 4), "effectiveOn"].map((name) => [name, { required: true }])),
  })
  const issueText = useIssueText()
  return (
    <Form method="post" {...getFormProps(form)} noValidate>
      <div className="grid gap-apart">
        <ErrorSummary
          fields={[
            ...parts.map((part) => ({ field: fields[part], label: t(part) })),
            { field: fields.effectiveOn, label: t("fromWhen") },
          ]}
          formErrors={form.errors ?? []}
        />
        <PostalCodeField
          field={fields.postalCode}
          label={t("postalCode")}
          lookupUrl="/api/postal-codes"
          fills={{ prefecture: fields.prefecture.id, city: fields.city.id, street: fields.street.id }}
        />
        {(["prefecture", "city", "street", "building"] as const).map((part) => (
          <TextField key={part} field={fields[part]} label={t(part)} autoComplete={completions[part]} />
        ))}
        <RadioCards
          field={fields.effectiveOn}
          label={t("fromWhen")}
          cards={starts.map(({ on, issues }, at) => ({
            value: on,
            label: at === 0 ? t("fromToday") : t("fromDay", { date: dayText(on, i18n.language) }),
            description: (
              <>
                {issues.length === 0 ? t("noIssues") : null}
                {issues.map((issue) => (
                  <span key={issue.publication} className="block">
                    {issueText(issue)}
                  </span>
                ))}
              </>
            ),
          }))}
        />
        <div>
          <SubmitButton>{t("save")}</SubmitButton>
        </div>
      </div>
    </Form>
  )
}
