import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { discloseMember } from "#app/desk/disclosure/disclose-member.server.ts"
import { eraseMember } from "#app/desk/erase-member.server.ts"
import { readsForMember } from "#app/desk/reads-for-member.server.ts"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { consentForm } from "#app/members/consent-form.ts"
import { consentsForMember } from "#app/members/consents-for-member.server.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import { recordConsent } from "#app/members/reader/record-consent.server.ts"
import { removeErasedBytes } from "#app/platform/files.server.ts"
import { formOf, found, parseForm, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { InstantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { MemberConsents } from "#app/ui/member-consents.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
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
  const [mayAudit, mayWrite] = [may(actor, "audit.read"), may(actor, "members.write")]
  return readScope(actor, async (scope) => {
    const member = await memberOf(scope, params.id)
    return {
      title: i18nFor(actor.locale).t("memberCare:tabPrivacy"),
      ...{ member, mayAudit, mayRecord: mayWrite && !member.isErased, locale: actor.locale },
      consents: await consentsForMember(scope, idOf(member.id)),
      reads: mayAudit ? await readsForMember(scope, idOf(member.id)) : [],
    }
  })
}

async function consentAction(request: Request, id: string | undefined) {
  const actor = await requireStaff(request, "members.write")
  const form = await parseForm(request, consentForm(actor.locale))
  if (!form.ok) return form.reply
  const { purpose, given, receivedBy } = form.value
  const isNew = await inScope(actor, async (scope) => {
    const member = await memberOf(scope, id)
    return recordConsent(scope, idOf(member.id), { purpose, isGiven: given === "yes", receivedBy })
  })
  return redirect(`/console/members/${id ?? ""}/privacy?consent=${isNew ? "recorded" : "recordedAlready"}`)
}

export async function action({ request, params }: ActionFunctionArgs) {
  if (new URL(request.url).searchParams.has("consent")) return consentAction(request, params.id)
  const actor = await requireStaff(request, "audit.read")
  const intent = (await formOf(request)).get("intent")
  if (intent === "disclose") {
    const file = await found(
      inScope(actor, async (scope) => discloseMember(scope, idOf((await memberOf(scope, params.id)).id))),
    )
    return redirect(`/console/files/${file.id}`)
  }
  if (intent !== "erase") throw new Response("not an act", { status: 400 })
  try {
    await inScope(actor, async (scope) => eraseMember(scope, (await memberOf(scope, params.id)).number))
    await readScope(actor, removeErasedBytes)
    return data({ refused: null, submission: null })
  } catch (error) {
    const { message, status } = refusalReply(error, actor.locale)
    return data({ refused: message, submission: null }, { status })
  }
}

/** What an administrator sees of a member beyond his consents: who read and exported him, disclosure, erasure. */
function Care() {
  const { t } = useTranslation("memberCare")
  const { member, reads } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const refused = answer && "refused" in answer ? answer.refused : null
  const name = [member.familyName, member.givenName].filter(Boolean).join(" ")
  return (
    <>
      {refused ? <Callout tone="danger">{refused}</Callout> : null}
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <SectionCard title={t("reads")} flush>
          <DataTable
            caption={t("reads")}
            rows={reads}
            rowKey={(row) => String(row.seq)}
            empty={<EmptyState icon="audit" title={t("noReads")} />}
            columns={[
              { key: "at", header: t("recordedAt"), render: (row) => <InstantText at={row.recordedAt} /> },
              { key: "actor", header: t("actor"), render: (row) => row.actor },
              { key: "action", header: t("action"), render: (row) => row.action },
              { key: "detail", header: t("detail"), render: (row) => row.detail },
            ]}
          />
        </SectionCard>
        {member.isErased ? null : (
          <div className="grid gap-apart">
            <SectionCard title={t("disclosure")}>
              <Form method="post" reloadDocument className="grid justify-items-start gap-near">
                <p>{t("disclosureLead")}</p>
                <SubmitButton tone="secondary" icon="import" name="intent" value="disclose">
                  {t("disclose")}
                </SubmitButton>
              </Form>
            </SectionCard>
            <SectionCard title={t("erasure")}>
              <div className="grid justify-items-start gap-near">
                <p>{t("erasureLead")}</p>
                <ConfirmDialog
                  verb={t("erase")}
                  title={t("eraseTitle")}
                  tone="danger"
                  people={1}
                  fields={{ intent: "erase" }}
                >
                  <p>{t("eraseBody", { name, number: member.number })}</p>
                </ConfirmDialog>
              </div>
            </SectionCard>
          </div>
        )}
      </div>
    </>
  )
}

/** 個人情報: consents with their wordings; for administrators who read and exported it, its disclosure, and its erasure. */
export default function Privacy() {
  const { consents, mayAudit, mayRecord, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <MemberConsents {...consents} mayRecord={mayRecord} locale={locale} lastResult={answer?.submission ?? null} />
      {mayAudit ? <Care /> : null}
    </>
  )
}
