import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { localeOfReader } from "#app/identity/appearance.server.ts"
import { membersOfProof, spendProof } from "#app/members/reader/prove-code.server.ts"
import { memberChoiceForm } from "#app/members/reader/reader-forms.ts"
import { startReaderSession } from "#app/members/reader/reader-session.server.ts"
import { found, ownPath, parseForm } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { RadioCards } from "#app/ui/radio-cards.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

const actorOf = (request: Request, organization: string | undefined) =>
  found(actorFor(organization ?? "", "reader", { locale: localeOfReader(request) }))

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await actorOf(request, params.organization)
  const members = await found(membersOfProof(actor, params.proof ?? ""))
  return { locale: actor.locale, search: new URL(request.url).search, members }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await actorOf(request, params.organization)
  const form = await parseForm(request, memberChoiceForm(actor.locale))
  if (!form.ok) return form.reply
  const code = params.organization ?? ""
  try {
    const cookie = await inScope(actor, async (scope) =>
      startReaderSession(scope, code, await spendProof(scope, params.proof ?? "", form.value.memberId)),
    )
    const to = new URL(request.url).searchParams.get("to")
    return redirect(ownPath(to, `/my/${code}`), { headers: { "Set-Cookie": cookie } })
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** One mail address of several members: whose page it shall be. */
export default function ChooseMember() {
  const { t } = useTranslation("my")
  const { locale, search, members } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    lastResult: answer?.submission,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: memberChoiceForm(locale) }),
    constraint: { memberId: { required: true } },
  })
  return (
    <>
      <PageHeader title={t("chooseTitle")} summary={t("chooseLead")} />
      <Form method="post" action={search} {...getFormProps(form)} noValidate>
        <div className="grid gap-apart">
          <ErrorSummary fields={[{ field: fields.memberId, label: t("member") }]} formErrors={form.errors ?? []} />
          <RadioCards
            field={fields.memberId}
            label={t("member")}
            cards={members.map((member) => ({
              value: member.id,
              label: t("greeting", { name: member.name }),
              description: [t("memberNumber", { number: member.number }), member.city].join(" "),
            }))}
          />
          <div>
            <SubmitButton>{t("open")}</SubmitButton>
          </div>
        </div>
      </Form>
    </>
  )
}
