import { Link, useRouteLoaderData } from "@remix-run/react"
import type { TFunction } from "i18next"
import { useTranslation } from "react-i18next"
import type { loader } from "#app/routes/console.members.$id.tsx"
import { bounceReason } from "#app/notices/bounce.ts"
import { Badge } from "#app/ui/badge.tsx"
import { InstantText } from "#app/ui/date-text.tsx"
import { type Description, DescriptionList } from "#app/ui/description-list.tsx"
import { eraText } from "#app/ui/era-text.ts"
import { Money } from "#app/ui/money.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { ageOn, isCalendarDate } from "#app/values/calendar.ts"
import { formatPostalCode } from "#app/values/text.ts"

const text = (key: string, term: string, value: string): Description => ({ key, term, detail: value || undefined })

type Data = NonNullable<ReturnType<typeof useRouteLoaderData<typeof loader>>>

/** The address, and plainly beside it that mail to it comes back. */
function MailAddress({ member }: Pick<Data, "member">) {
  const { t } = useTranslation("bounces")
  if (member.undeliverable === null) return <>{member.email}</>
  const { since, status } = member.undeliverable
  return (
    <span className="flex flex-wrap items-center gap-x-near gap-y-tight">
      <span className="min-w-0 break-all">{member.email}</span>
      <Badge tone="warning" icon="mail">
        {t("undeliverable")}
      </Badge>
      <span className="text-small text-muted">
        {t(`reason-${bounceReason(status)}`)} · <InstantText at={since} /> ·{" "}
        <Link to={`/console/bounces?find=${encodeURIComponent(member.email)}`} className="text-link whitespace-nowrap">
          {t("seeReturned")}
        </Link>
      </span>
    </span>
  )
}

function Contact({ member }: Pick<Data, "member">) {
  const { t } = useTranslation("members")
  const address = [`${member.prefecture}${member.city}${member.street}`, member.building].filter(Boolean).join(" ")
  return (
    <SectionCard title={t("contact")}>
      <DescriptionList
        items={[
          text("postal", t("postalCode"), formatPostalCode(member.postalCode)),
          text("address", t("address"), address),
          {
            ...{ key: "company", term: t("company") },
            detail: member.company ? (
              <>
                <Link to={`/console/companies/${member.company.id}`} className="text-link">
                  {member.companyName}
                </Link>
                {member.company.name === member.companyName ? null : (
                  <span className="block text-small text-muted">{t("companyKept", { name: member.company.name })}</span>
                )}
              </>
            ) : undefined,
          },
          text("department", t("department"), member.department),
          text("phone", t("phone"), member.phone),
          { key: "email", term: t("email"), detail: member.email === "" ? undefined : <MailAddress member={member} /> },
          text("mail", t("wantsMail"), member.wantsMail ? t("yes") : t("no")),
        ]}
      />
    </SectionCard>
  )
}

function Attributes({ member, today, own, studies }: Pick<Data, "member" | "today" | "own" | "studies">) {
  const { t, i18n } = useTranslation(["members", "memberCare", "shell"])
  const { t: say } = useTranslation("conditions")
  const { bornOn } = member
  const born =
    bornOn !== null && isCalendarDate(bornOn)
      ? `${bornOn} (${eraText(bornOn)}) ${t("members:age", { count: ageOn(bornOn, today) })}`
      : ""
  return (
    <SectionCard title={t("members:attributes")}>
      <DescriptionList
        items={[
          text("gender", t("members:gender"), member.gender ? t(`members:gender-${member.gender}`) : ""),
          text("born", t("members:birthday"), born),
          text("industry", t("members:industry"), member.industry),
          text("occupation", t("members:occupation"), member.occupation),
          text("jobTitle", t("members:jobTitle"), member.jobTitle),
          text("locale", t("members:locale"), member.locale === "ja" ? t("shell:japanese") : t("shell:english")),
          ...own.map(({ code, label, labelEnglish, value }) =>
            text(`own-${code}`, (i18n.language === "en" && labelEnglish) || label, value),
          ),
          ...(member.addressCode ? [text("code", t("memberCare:addressCode"), member.addressCode)] : []),
          ...studiesOf({ studies, today, member }, say),
          text("note", t("members:note"), member.note),
        ]}
      />
    </SectionCard>
  )
}

/** 在学: as it stands; the tab tells how it came to it. */
function studiesOf({ studies, today, member }: Pick<Data, "studies" | "today" | "member">, t: TFunction<"conditions">) {
  if (studies === null) return []
  const date = studies.studiesUntil ?? ""
  const words = {
    waiting: t("nowWaiting"),
    refused: t("nowRefused"),
    confirmed: date < today ? t("nowOver", { date }) : t("nowConfirmed", { date }),
  }
  const detail = (
    <Link to={`/console/members/${member.id}/studies`} className="text-link">
      {words[studies.state]}
    </Link>
  )
  return [{ key: "studies", term: t("tab"), detail }]
}

function Balances({ member, contracts }: Pick<Data, "member" | "contracts">) {
  const { t } = useTranslation("members")
  const own = contracts.filter(({ isPayer }) => isPayer)
  const money = (key: string, term: string, of: (contract: (typeof own)[number]) => number): Description => ({
    key,
    term,
    detail: <Money amount={own.reduce((total, one) => total + of(one), 0)} unit />,
  })
  return (
    <SectionCard title={t("totals")}>
      <DescriptionList
        items={[
          money("deferred", t("deferred"), (one) => one.deferredYen),
          money("receivable", t("receivable"), (one) => one.receivableYen),
          money("left", t("valueLeft"), (one) => one.valueLeftYen),
          text("origin", t("origin"), t(`origin-${member.origin}`)),
          { key: "since", term: t("since"), detail: <InstantText at={member.createdAt} /> },
        ]}
      />
      <p className="pt-apart text-small text-muted">{t("seen")}</p>
    </SectionCard>
  )
}

/** 基本情報: contact, the attributes with 和暦 and age, and the member's balances. */
export default function Profile() {
  const data = useRouteLoaderData<typeof loader>("routes/console.members.$id")
  if (!data) return null
  return (
    <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
      <div className="grid gap-apart">
        <Contact member={data.member} />
        <Attributes member={data.member} today={data.today} own={data.own} studies={data.studies} />
      </div>
      <Balances member={data.member} contracts={data.contracts} />
    </div>
  )
}
