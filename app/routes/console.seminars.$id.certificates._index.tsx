import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { z } from "zod"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { formOf, found, idOfPage, parseForm, refusalReply } from "#app/platform/form.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { certificateRule, setCertificateRule } from "#app/seminars/certificates/certificate-rule.server.ts"
import { certificateRuleForm } from "#app/seminars/certificates/certificate-rule-form.ts"
import { certificateStanding } from "#app/seminars/certificates/certificate-standing.server.ts"
import { isIssuing, lastIssuing, startIssuing } from "#app/seminars/certificates/issue-in-batches.server.ts"
import { revokeCertificate } from "#app/seminars/certificates/revoke-certificate.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { CertificateRuleForm, CertificateTable, IssueAll } from "#app/ui/seminar-certificates.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { ProgressBar } from "#app/ui/progress-bar.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { usePolling } from "#app/ui/use-polling.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navSeminars", to: "/console/seminars" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.read")
  const id = idOfPage(params.id)
  return found(
    readScope(actor, async (scope) => {
      const rule = await certificateRule(scope, id)
      const isGiven = rule.percent !== null || rule.minutes !== null
      return {
        title: i18nFor(actor.locale).t("seminarOffice:certificatesOf", { title: rule.title }),
        ...{ id, rule, isGiven, people: isGiven ? await certificateStanding(scope, rule.code) : [] },
        run: await lastIssuing(scope, rule.code),
        mayWrite: may(actor, "seminars.write"),
        verify: `${publicUrl()}/v/${actor.organization.code}/`,
      }
    }),
  )
}

const Act = z.discriminatedUnion("act", [
  z.object({ act: z.literal("issue") }),
  z.object({ act: z.enum(["reissue", "revoke"]), serial: z.string().max(40), reason: z.string().trim().max(300) }),
])

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const { t } = i18nFor(actor.locale)
  const id = idOfPage(params.id)
  const fields = await formOf(request.clone())
  if (fields.get("act") === "rule") {
    const form = await parseForm(request, certificateRuleForm(actor.locale))
    if (!form.ok) return form.reply
    await inScope(actor, (scope) => setCertificateRule(scope, id, form.value))
    return data({ message: t("seminarOffice:ruleSaved"), ok: true, submission: null })
  }
  const act = Act.safeParse(Object.fromEntries(fields))
  if (!act.success) throw new Response("not an act", { status: 400 })
  const input = act.data
  if (input.act !== "issue" && input.reason === "")
    return data({ message: t("seminarOffice:reasonNeeded"), ok: false, submission: null }, { status: 422 })
  try {
    const { code } = await readScope(actor, (scope) => certificateRule(scope, id))
    if (input.act !== "issue") {
      const { serial, reason } = input
      await inScope(actor, (scope) => revokeCertificate(scope, { serial, reason, replace: input.act === "reissue" }))
    } else if (!(await isIssuing(actor, code))) await startIssuing(actor, code)
    return redirect(`/console/seminars/${id}/certificates`)
  } catch (error) {
    const { message, status } = refusalReply(error, actor.locale)
    return data({ message, ok: false, submission: null }, { status })
  }
}

type Person = ReturnType<typeof useLoaderData<typeof loader>>["people"][number]

const isReady = ({ isEarned, serial, undrawable }: Person) => isEarned && serial === null && undrawable.length === 0

/** What was done, how far the issuing is, and whose names cannot be printed. */
function Notices() {
  const { t } = useTranslation("seminarOffice")
  const { run, people } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isRunning = run?.outcome === "running"
  const blocked = people.filter(
    ({ isEarned, serial, undrawable }) => isEarned && serial === null && undrawable.length > 0,
  )
  return (
    <>
      <div role="status" className="grid gap-near">
        {answer && "message" in answer ? (
          <Callout tone={answer.ok ? "success" : "warning"}>{answer.message}</Callout>
        ) : null}
        {run?.outcome === "done" && run.count !== null ? (
          <Callout tone="success">{t("issuingDone", { count: run.count })}</Callout>
        ) : null}
        {run?.outcome === "refused" || run?.outcome === "failed" ? (
          <Callout tone="danger">{run.messageJa ?? run.outcome}</Callout>
        ) : null}
      </div>
      {isRunning ? (
        <SectionCard>
          <ProgressBar label={t("issuing")} value={Math.round(run.progress * 100)} />
        </SectionCard>
      ) : null}
      {blocked.length > 0 ? (
        <Callout tone="warning" title={t("undrawableTitle")}>
          <p>{t("undrawableBody")}</p>
          <ul>
            {blocked.map((one) => (
              <li key={one.registrationId}>
                {one.number} {one.name} — {t("noGlyph", { signs: one.undrawable.join(" ") })}
              </li>
            ))}
          </ul>
        </Callout>
      ) : null}
    </>
  )
}

/** 修了証 of one seminar: who has earned one and why not, issuing, replacing, revoking. */
export default function SeminarCertificates() {
  const { t } = useTranslation("seminarOffice")
  const { id, title, rule, isGiven, people, run, mayWrite, verify } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  usePolling(run?.outcome === "running")
  const isRunning = run?.outcome === "running"
  const issued = people.filter(({ serial }) => serial !== null)
  return (
    <>
      <PageHeader
        title={title}
        summary={`${t("earned")} ${people.filter(({ isEarned }) => isEarned).length} / ${t("issued")} ${issued.length} / ${people.length}`}
        primary={mayWrite && isGiven ? <IssueAll count={people.filter(isReady).length} isRunning={isRunning} /> : null}
        secondary={
          <>
            <LinkButton to={`/console/seminars/${id}`}>{t("back")}</LinkButton>
            {issued.length > 0 ? (
              <LinkButton to={`/console/seminars/${id}/certificates/all.pdf`} reloadDocument icon="report">
                {t("printAll")}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <Notices />
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <CertificateTable
          people={people}
          isGiven={isGiven}
          mayWrite={mayWrite}
          verify={verify}
          base={`/console/seminars/${id}/certificates`}
        />
        {mayWrite ? <CertificateRuleForm rule={rule} submission={answer?.submission ?? null} /> : null}
      </div>
    </>
  )
}
