import type { LoaderFunctionArgs } from "@remix-run/node"
import { Link, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { localeOfReader } from "#app/identity/appearance.server.ts"
import { found } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { seminarsForPublic } from "#app/seminars/apply/seminars-for-public.server.ts"
import { InstantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SeatsBadge } from "#app/ui/seats-badge.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await found(actorFor(params.organization ?? "", "reader", { locale: localeOfReader(request) }))
  const seminars = await readScope(actor, seminarsForPublic)
  return { locale: actor.locale, base: `/o/${params.organization ?? ""}/seminars`, seminars }
}

/** 公開一覧: the seminars that take applications, by date. */
export default function Seminars() {
  const { t } = useTranslation("seminarApply")
  const { locale, base, seminars } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title={t("listTitle")} summary={t("listLead")} />
      {seminars.length === 0 ? <EmptyState icon="calendar" title={t("listEmpty")} /> : null}
      <ul className="grid gap-near">
        {seminars.map((seminar) => (
          <li key={seminar.code} className="card relative p-apart hover:bg-hover">
            <div className="flex flex-wrap items-baseline justify-between gap-near">
              <h2 className="text-lead font-semibold">
                <Link to={`${base}/${seminar.code}`} className="after:absolute after:inset-0 hover:underline">
                  {locale === "en" && seminar.titleEnglish !== "" ? seminar.titleEnglish : seminar.title}
                </Link>
              </h2>
              <SeatsBadge
                left={seminar.left}
                openness={seminar.left > 0 ? "open" : seminar.waits ? "waiting-list" : "full"}
              />
            </div>
            <p className="flex flex-wrap gap-x-apart text-body text-muted">
              <InstantText at={seminar.startsAt} />
              <span>{seminar.room ?? (seminar.isOnline ? t("online") : "")}</span>
              <span>{seminar.lecturer}</span>
              <span>{seminar.fromYen === 0 ? t("free") : <Money amount={seminar.fromYen} unit />}</span>
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
