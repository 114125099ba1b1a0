import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { confirmStudies, refuseStudies } from "#app/subscriptions/conditions/decide-studies.server.ts"
import {
  confirmStudiesForm,
  endOfStudies,
  lastDayOfStudies,
  refuseStudiesForm,
} from "#app/subscriptions/conditions/student-proof-form.ts"
import { studentProofs } from "#app/subscriptions/conditions/student-proofs.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DateField } from "#app/ui/date-field.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { SectionCard } from "#app/ui/section-card.tsx"
import { StudentProofs } from "#app/ui/student-proofs.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"
import { idOf } from "#app/values/ids.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMembers", to: "/console/members" }] }

async function memberOf(scope: Scope, id: string | undefined) {
  const member = await memberForPage(scope, id ?? "")
  if (!member) throw new Response("not found", { status: 404 })
  return member
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  return readScope(actor, async (scope) => {
    const member = await memberOf(scope, params.id)
    const proofs = await studentProofs(scope, { memberId: member.id, state: null, limit: 100, offset: 0 })
    const isHere = !member.isErased && member.keptAs === null
    return {
      title: i18nFor(actor.locale).t("conditions:proofs"),
      ...{ proofs, today: scope.today, latest: lastDayOfStudies(scope.today) },
      initial: {
        school: proofs[0]?.school ?? "",
        studiesUntil: String(endOfStudies(scope.today, proofs[0]?.graduatesIn ?? null)),
        note: "",
      },
      ...{ locale: actor.locale, mayDecide: isHere && may(actor, "members.write") },
    }
  })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const refuses = new URL(request.url).searchParams.get("do") === "refuse"
  const form = refuses
    ? await parseForm(request, refuseStudiesForm(actor.locale))
    : await parseForm(request, confirmStudiesForm(actor.locale))
  if (!form.ok) return form.reply
  const { value } = form
  try {
    await inScope(actor, async (scope) => {
      const memberId = idOf<"member">((await memberOf(scope, params.id)).id)
      return "reason" in value ? refuseStudies(scope, memberId, value.reason) : confirmStudies(scope, memberId, value)
    })
    return redirect(`/console/members/${params.id ?? ""}/studies?done=${refuses ? "refused" : "confirmed"}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

function Confirm({ isAnswered }: { readonly isAnswered: boolean }) {
  const { t } = useTranslation("conditions")
  const { initial, locale, today, latest } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: "confirm-studies",
    lastResult: (isAnswered && answer?.submission) || null,
    defaultValue: initial,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: confirmStudiesForm(locale) }),
    constraint: { school: { required: true }, studiesUntil: { required: true } },
  })
  const labels = (["school", "studiesUntil", "note"] as const).map((name) => ({ field: fields[name], label: t(name) }))
  return (
    <SectionCard title={t("confirmTitle")}>
      <Form method="post" action="?do=confirm" {...getFormProps(form)} noValidate className="grid gap-apart">
        <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
        <TextField field={fields.school} label={t("school")} maxLength={100} />
        <DateField
          {...{ field: fields.studiesUntil, label: t("studiesUntil"), hint: t("studiesUntilHint") }}
          {...{ min: today, max: latest, showsEra: true }}
        />
        <TextField field={fields.note} label={t("note")} hint={t("noteHint")} maxLength={200} />
        <div>
          <SubmitButton>{t("confirm")}</SubmitButton>
        </div>
      </Form>
    </SectionCard>
  )
}

function Refuse({ isAnswered }: { readonly isAnswered: boolean }) {
  const { t } = useTranslation("conditions")
  const { locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: "refuse-studies",
    lastResult: (isAnswered && answer?.submission) || null,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: refuseStudiesForm(locale) }),
    constraint: { reason: { required: true } },
  })
  return (
    <SectionCard title={t("refuseTitle")}>
      <Form method="post" action="?do=refuse" {...getFormProps(form)} noValidate className="grid gap-apart">
        <ErrorSummary fields={[{ field: fields.reason, label: t("reason") }]} formErrors={form.errors ?? []} />
        <TextField field={fields.reason} label={t("reason")} hint={t("refuseHint")} maxLength={100} />
        <div>
          <SubmitButton tone="danger">{t("refuse")}</SubmitButton>
        </div>
      </Form>
    </SectionCard>
  )
}

const outcomes = ["confirmed", "refused"] as const

/** 在学: what is known of a member's studies, who decided it, and the operators' decision. */
export default function MemberStudies() {
  const { t } = useTranslation("conditions")
  const { proofs, mayDecide } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const answer = useActionData<typeof action>()
  const done = answer ? undefined : outcomes.find((one) => one === search.get("done"))
  const refuses = search.get("do") === "refuse"
  const key = `${proofs.length} ${proofs[0]?.state ?? ""} ${String(proofs[0]?.studiesUntil)}`
  return (
    <div className="grid gap-apart">
      <div role="status">{done ? <Callout tone="success">{t(done)}</Callout> : null}</div>
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <SectionCard title={t("history")} flush>
          <StudentProofs caption={t("history")} proofs={proofs} isOfMember />
        </SectionCard>
        {mayDecide ? (
          <div className="grid gap-apart">
            <Confirm key={`confirm ${key}`} isAnswered={!refuses} />
            {proofs.some(({ state }) => state !== "refused") ? (
              <Refuse key={`refuse ${key}`} isAnswered={refuses} />
            ) : null}
          </div>
        ) : null}
      </div>
    </div>
  )
}
