import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { isConsentPurpose } from "#app/members/reader/consent.ts"
import { consentsForReader } from "#app/members/reader/consents-for-reader.server.ts"
import { mailsForReader } from "#app/members/reader/mails-for-reader.server.ts"
import { requireReader } from "#app/members/reader/reader-session.server.ts"
import { recordConsent } from "#app/members/reader/record-consent.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { InstantText } from "#app/ui/date-text.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { formOf } from "#app/platform/form.server.ts"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  return readScope(reader, async (scope) => ({
    mails: await mailsForReader(scope, reader.memberId),
    ...(await consentsForReader(scope, reader.memberId)),
  }))
}

export async function action({ request, params }: ActionFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const form = await formOf(request)
  const [purpose, isGiven] = [form.get("purpose"), form.get("given") === "yes"]
  if (!isConsentPurpose(purpose)) throw new Response("not a purpose", { status: 400 })
  await inScope(reader, (scope) => recordConsent(scope, reader.memberId, { purpose, isGiven, receivedBy: "web" }))
  return redirect(`/my/${reader.organization}/notices?done=1`)
}

/** お知らせ: what was sent, as it was sent; what may be sent, with every consent given and taken back. */
export default function MyNotices() {
  const { t } = useTranslation("my")
  const { mails, history } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  return (
    <>
      <PageHeader title={t("notices")} />
      {search.has("done") ? (
        <div role="status">
          <Callout tone="success">{t("saved")}</Callout>
        </div>
      ) : null}
      <SectionCard title={t("sentMails")}>
        {mails.length === 0 ? <p className="text-muted">{t("noMails")}</p> : null}
        <ul className="grid gap-apart">
          {mails.map(({ id, subject, text, at }) => (
            <li key={id} className="grid gap-tight">
              <p className="text-small text-muted">
                <InstantText at={at} />
              </p>
              <p className="font-medium">{subject}</p>
              <details>
                <summary className="touch text-link min-h-[2.25rem] cursor-pointer">{t("mailText")}</summary>
                <p className="rounded-card bg-sunken p-apart text-body [overflow-wrap:anywhere] whitespace-pre-wrap">
                  {text}
                </p>
              </details>
            </li>
          ))}
        </ul>
      </SectionCard>
      <Consents />
      <SectionCard title={t("consentHistory")}>
        {history.length === 0 ? <p className="text-muted">{t("noConsents")}</p> : null}
        <ul className="grid gap-apart">
          {history.map(({ id, wording, isGiven, at }) => (
            <li key={id}>
              <p className="flex flex-wrap items-center gap-near">
                <InstantText at={at} />
                <Badge tone={isGiven ? "success" : "neutral"} icon={isGiven ? "check" : "undo"}>
                  {t(isGiven ? "wasGiven" : "wasWithdrawn")}
                </Badge>
              </p>
              <p>{wording}</p>
            </li>
          ))}
        </ul>
      </SectionCard>
    </>
  )
}

function Consents() {
  const { t } = useTranslation("my")
  const { standing } = useLoaderData<typeof loader>()
  return (
    <SectionCard title={t("consents")}>
      <div className="grid gap-apart">
        <p>{t("owedNote")}</p>
        {standing.map(({ purpose, wording, isGiven }) => (
          <Form key={purpose} method="post" className="grid justify-items-start gap-near border-t border-line pt-near">
            <input type="hidden" name="purpose" value={purpose} />
            <p className="flex flex-wrap items-center gap-near font-medium">
              {t(`purpose-${purpose}`)}
              <Badge tone={isGiven ? "success" : "neutral"} icon={isGiven ? "check" : "close"}>
                {t(isGiven ? "given" : "notGiven")}
              </Badge>
            </p>
            <p>{wording}</p>
            <SubmitButton
              tone="secondary"
              name="given"
              value={isGiven ? "no" : "yes"}
              aria-label={t(isGiven ? "withdrawOf" : "giveOf", { purpose: t(`purpose-${purpose}`) })}
            >
              {t(isGiven ? "withdraw" : "give")}
            </SubmitButton>
          </Form>
        ))}
      </div>
    </SectionCard>
  )
}
