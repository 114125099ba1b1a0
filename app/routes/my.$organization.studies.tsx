import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { countAttempt } from "#app/identity/count-attempt.server.ts"
import { requireReader } from "#app/members/reader/reader-session.server.ts"
import { parseFields } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { withUpload } from "#app/platform/upload.server.ts"
import { sendProof } from "#app/subscriptions/conditions/send-proof.server.ts"
import { PROOF_MAX_BYTES, sendProofForm } from "#app/subscriptions/conditions/student-proof-form.ts"
import { studiesOfReader } from "#app/subscriptions/conditions/studies-of-reader.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { Callout } from "#app/ui/callout.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { FileField } from "#app/ui/file-field.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { StudiesState } from "#app/ui/studies-state.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

const FILES_BY_READER = 10

export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  return { studies: await readScope(reader, (scope) => studiesOfReader(scope, reader.memberId)), locale: reader.locale }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  return withUpload(request, { field: "file", maxBytes: PROOF_MAX_BYTES }, async (fields, upload) => {
    const { state } = await readScope(reader, (scope) => studiesOfReader(scope, reader.memberId))
    const form = parseFields(fields, sendProofForm(reader.locale, state !== "waiting"))
    if (!form.ok) return form.reply
    try {
      if (upload === null) throw refuse("proof-missing", {}, { field: "file" })
      if (upload === "tooLarge") throw refuse("proof-too-large", {}, { field: "file" })
      await countAttempt({ [`proof:${reader.memberId}`]: FILES_BY_READER })
      const sent = { path: upload.path, ...form.value }
      await inScope(reader, (scope) => sendProof(scope, reader.memberId, sent))
      return redirect(`/my/${reader.organization}/studies?done=1`)
    } catch (error) {
      return form.refuse(error, reader.locale)
    }
  })
}

function SendProof() {
  const { t } = useTranslation("conditions")
  const { studies, locale } = useLoaderData<typeof loader>()
  const asksSchool = studies.state !== "waiting"
  const answer = useActionData<typeof action>()
  const [form, { file, school, graduatesIn }] = useForm<{ file?: string; school?: string; graduatesIn?: string }>({
    id: "send-proof",
    lastResult: answer?.submission ?? null,
    defaultValue: { school: studies.school, graduatesIn: studies.graduatesIn },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: sendProofForm(locale, asksSchool) }),
    constraint: { file: { required: true }, school: { required: true }, graduatesIn: { required: true } },
  })
  const labels = [
    { field: school, label: t("school") },
    { field: graduatesIn, label: t("graduatesIn") },
    { field: file, label: t("proofFile") },
  ]
  return (
    <SectionCard title={t("sendTitle")}>
      <Form method="post" encType="multipart/form-data" {...getFormProps(form)} noValidate className="grid gap-apart">
        <p className="text-muted">{t("sendLead")}</p>
        <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
        {asksSchool ? (
          <>
            <TextField field={school} label={t("school")} maxLength={100} />
            <TextField field={graduatesIn} label={t("graduatesIn")} hint={t("graduatesInHint")} maxLength={12} />
          </>
        ) : null}
        <FileField
          {...{ field: file, label: t("proofFile"), types: "JPEG・PNG・PDF", size: "10 MB" }}
          accept="image/jpeg,image/png,application/pdf"
        />
        <div>
          <SubmitButton icon="upload">{t("sendProof")}</SubmitButton>
        </div>
      </Form>
    </SectionCard>
  )
}

/** 在学の確認: what we know of a reader's studies, and the way to send a picture of his student card. */
export default function MyStudies() {
  const { t } = useTranslation("conditions")
  const { studies } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const isRefused = (useActionData<typeof action>()?.submission ?? null) !== null
  const isHere = studies.isOffered || studies.state !== "none"
  return (
    <>
      <PageHeader title={t("proofs")} summary={t("myStudiesLead")} />
      <div role="status">
        {search.has("done") && !isRefused ? <Callout tone="success">{t("proofSent")}</Callout> : null}
      </div>
      <StudiesState studies={studies} />
      {isHere ? <SendProof key={`${studies.state} ${studies.received.length}`} /> : null}
    </>
  )
}
