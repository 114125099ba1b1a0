import { readFile } from "node:fs/promises"
import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff, type StaffActor } from "#app/identity/require-staff.server.ts"
import { parseForm, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { withUpload } from "#app/platform/upload.server.ts"
import { keptDesign, saveDesign, saveDesignImage } from "#app/seminars/certificates/certificate-design.server.ts"
import { designForm } from "#app/seminars/certificates/design-form.ts"
import { refuse } from "#app/seminars/refusals.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { FileField } from "#app/ui/file-field.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SaveBar } from "#app/ui/save-bar.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SeminarTabs } from "#app/ui/seminar-tabs.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navSeminars", to: "/console/seminars" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const design = await readScope(actor, keptDesign)
  return { title: i18nFor(actor.locale).t("seminarOffice:tabDesign"), design, locale: actor.locale }
}

const images = ["seal", "signature"] as const

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const saved = data({ ok: true, message: i18nFor(actor.locale).t("seminarOffice:designSaved"), submission: null })
  if ((request.headers.get("content-type") ?? "").startsWith("multipart/")) {
    const wrong = await takeImage(request, actor)
    return wrong ?? saved
  }
  const form = await parseForm(request, designForm(actor.locale))
  if (!form.ok) return form.reply
  await inScope(actor, (scope) => saveDesign(scope, form.value))
  return saved
}

/** Keeps or removes an image; what is wrong with it, or null. */
async function takeImage(request: Request, actor: StaffActor) {
  const { t } = i18nFor(actor.locale)
  return withUpload(request, { field: "image", maxBytes: 1024 * 1024 }, async (form, upload) => {
    try {
      if (upload === "tooLarge") throw refuse("image-too-large", { most: 3000 })
      const which = images.find((one) => one === form.get("which"))
      if (which === undefined) throw new Response("no such image", { status: 400 })
      const removes = form.get("act") === "remove"
      if (!removes && upload === null)
        return data({ ok: false, message: t("seminarOffice:imageChoose"), submission: null }, { status: 422 })
      const png = removes || upload === null ? null : await readFile(upload.path)
      await inScope(actor, (scope) => saveDesignImage(scope, which, png))
      return null
    } catch (error) {
      const { message, status } = refusalReply(error, actor.locale)
      return data({ ok: false, message, submission: null }, { status })
    }
  })
}

function ImageCard({ which, isThere }: { readonly which: (typeof images)[number]; readonly isThere: boolean }) {
  const { t } = useTranslation("seminarOffice")
  const field = { id: `${which}-file`, name: "image", errorId: `${which}-error`, descriptionId: `${which}-hint` }
  return (
    <SectionCard
      title={
        <>
          {t(which)} <Badge tone={isThere ? "success" : "neutral"}>{t(isThere ? "imageHave" : "imageNone")}</Badge>
        </>
      }
    >
      <Form method="post" encType="multipart/form-data" className="grid gap-near">
        <input type="hidden" name="which" value={which} />
        <FileField field={field} label={t(which)} accept="image/png,.png" types="PNG" size="1 MB" />
        <div className="flex flex-wrap gap-near">
          <SubmitButton name="act" value="upload" tone="secondary" icon="upload">
            {t("imageUpload")}
          </SubmitButton>
          {isThere ? (
            <SubmitButton name="act" value="remove" tone="quiet">
              {t("imageRemove")}
            </SubmitButton>
          ) : null}
        </div>
      </Form>
    </SectionCard>
  )
}

/** 修了証の体裁: words, colour, seal and signature of the organization's certificates. */
export default function CertificateDesign() {
  const { t } = useTranslation("seminarOffice")
  const { title, design, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: `design-${design.id ?? "first"}`,
    lastResult: answer?.submission ?? null,
    defaultValue: { title: design.title, body: design.body, signer: design.signer, colour: design.colour },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: designForm(locale) }),
    constraint: { title: { required: true }, colour: { required: true } },
  })
  return (
    <>
      <PageHeader
        title={title}
        summary={t("designLead")}
        secondary={
          <LinkButton to="/console/certificate-design/sample.pdf" reloadDocument icon="report">
            {t("designPreview")}
          </LinkButton>
        }
      />
      <SeminarTabs current="/console/certificate-design" />
      <div role="status">
        {answer && "message" in answer ? (
          <Callout tone={answer.ok ? "success" : "warning"}>{answer.message}</Callout>
        ) : null}
      </div>
      <Form method="post" {...getFormProps(form)} noValidate className="card">
        <div className="grid gap-apart p-apart">
          <ErrorSummary
            fields={[
              { field: fields.title, label: t("designTitle") },
              { field: fields.colour, label: t("designColour") },
            ]}
            formErrors={form.errors ?? []}
          />
          <div className="grid gap-apart tablet:grid-cols-3">
            <TextField field={fields.title} label={t("designTitle")} maxLength={30} />
            <TextField field={fields.signer} label={t("designSigner")} maxLength={60} />
            <TextField field={fields.colour} label={t("designColour")} maxLength={7} />
          </div>
          <TextAreaField field={fields.body} label={t("designBody")} rows={3} maxLength={400} />
        </div>
        <SaveBar isDirty={form.dirty}>
          <SubmitButton>{t("designSave")}</SubmitButton>
        </SaveBar>
      </Form>
      <div className="grid gap-apart tablet:grid-cols-2">
        <ImageCard which="seal" isThere={design.sealFileId !== null} />
        <ImageCard which="signature" isThere={design.signatureFileId !== null} />
      </div>
    </>
  )
}
