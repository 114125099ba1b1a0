import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { localeOfReader } from "#app/identity/appearance.server.ts"
import { found } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { ruleWords } from "#app/seminars/apply/seminar-confirmation.ts"
import { seminarForPublic } from "#app/seminars/apply/seminar-for-public.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { InstantText, SpanText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SeatsBadge } from "#app/ui/seats-badge.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await found(actorFor(params.organization ?? "", "reader", { locale: localeOfReader(request) }))
  const seminar = await found(readScope(actor, (scope) => seminarForPublic(scope, params.code ?? "")))
  return {
    seminar,
    locale: actor.locale,
    base: `/o/${params.organization ?? ""}/seminars`,
    search: new URL(request.url).search,
    rule: ruleWords(seminar.rules, actor.locale),
  }
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Sessions({ seminar }: Pick<Data, "seminar">) {
  const { t } = useTranslation("seminarApply")
  return (
    <ul className="grid gap-tight">
      {seminar.sessions.map((session) => (
        <li key={session.id}>
          {session.title ? <span className="me-near font-medium">{session.title}</span> : null}
          <SpanText from={session.startsAt} to={session.endsAt} />
          <span className="block text-body text-muted">
            {[session.room, session.roomAddress, session.mode === "onsite" ? null : t("online")]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Fees({ seminar, locale }: Pick<Data, "seminar" | "locale">) {
  const { t } = useTranslation("seminarApply")
  const nameOf = (fee: Data["seminar"]["fees"][number]) => (locale === "en" && fee.nameEnglish) || fee.name
  const noteOf = (fee: Data["seminar"]["fees"][number]) =>
    [
      fee.audience === "member" ? t("feeMember") : "",
      fee.partyMin > 1 ? t("feeGroup", { count: fee.partyMin }) : "",
      fee.validUntil === null ? "" : t("feeUntil", { date: fee.validUntil }),
    ]
      .filter(Boolean)
      .join(" · ")
  return (
    <ul className="grid gap-tight">
      {seminar.fees.map((fee) => (
        <li key={fee.id} className="flex flex-wrap justify-between gap-x-apart">
          <span>
            {nameOf(fee)} <span className="text-small text-muted">{noteOf(fee)}</span>
          </span>
          {fee.priceYen === 0 ? t("free") : <Money amount={fee.priceYen} unit />}
        </li>
      ))}
    </ul>
  )
}

/** One seminar: what, when, where, what it costs, how many seats are left, and the way in. */
export default function Seminar() {
  const { t } = useTranslation("seminarApply")
  const { seminar, locale, base, search, rule } = useLoaderData<typeof loader>()
  const mayApply = seminar.openness === "open" || seminar.openness === "waiting-list"
  const isPaid = seminar.fees.some(({ priceYen }) => priceYen > 0)
  return (
    <>
      <PageHeader
        title={(locale === "en" && seminar.titleEnglish) || seminar.title}
        marks={<SeatsBadge left={seminar.left} openness={seminar.openness} />}
        summary={seminar.organization}
      />
      {seminar.openness === "cancelled" ? (
        <Callout tone="danger" title={t("calledOffTitle")}>
          {seminar.callOffReason === "" ? t("calledOffBody") : seminar.callOffReason}
        </Callout>
      ) : null}
      {seminar.summary ? <p className="whitespace-pre-line">{seminar.summary}</p> : null}
      <SectionCard>
        <DescriptionList
          items={[
            { key: "when", term: t("when"), detail: <Sessions seminar={seminar} /> },
            ...(seminar.lecturer ? [{ key: "lecturer", term: t("lecturer"), detail: seminar.lecturer }] : []),
            { key: "fee", term: t("fee"), detail: <Fees seminar={seminar} locale={locale} /> },
            { key: "seats", term: t("seats"), detail: t("seatsUnit", { count: seminar.seats }) },
            { key: "closes", term: t("closesAt"), detail: <InstantText at={seminar.closesAt} /> },
            ...(isPaid ? [{ key: "rules", term: t("rules"), detail: rule }] : []),
            ...(seminar.contact ? [{ key: "contact", term: t("contact"), detail: seminar.contact }] : []),
          ]}
        />
      </SectionCard>
      <div className="flex flex-wrap gap-near">
        {mayApply ? (
          <LinkButton to={`${base}/${seminar.code}/apply${search}`} tone="primary">
            {t(seminar.openness === "open" ? "apply" : "joinList")}
          </LinkButton>
        ) : null}
        {seminar.openness === "cancelled" ? null : (
          <LinkButton to={`${base}/${seminar.code}/calendar.ics`} icon="calendar" reloadDocument>
            {t("calendar")}
          </LinkButton>
        )}
        <LinkButton to={base}>{t("backToList")}</LinkButton>
      </div>
    </>
  )
}
