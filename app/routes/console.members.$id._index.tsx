import { useRouteLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import type { loader } from "#app/routes/console.members.$id.tsx"
import { InstantText } from "#app/ui/date-text.tsx"
import { type Description, DescriptionList } from "#app/ui/description-list.tsx"
import { eraText } from "#app/ui/era-text.ts"
import { Money } from "#app/ui/money.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { ageOn, isCalendarDate } from "#app/values/calendar.ts"
import { formatPostalCode } from "#app/values/text.ts"

const text = (key: string, term: string, value: string): Description => ({ key, term, detail: value || undefined })

/** 基本情報: contact, the attributes with 和暦 and age, and the member's balances. */
export default function Profile() {
  const { t } = useTranslation(["members", "shell", "states"])
  const data = useRouteLoaderData<typeof loader>("routes/console.members.$id")
  if (!data) return null
  const { member, contracts, today } = data
  const own = contracts.filter(({ isPayer }) => isPayer)
  const sum = (pick: (contract: (typeof own)[number]) => number) => own.reduce((total, one) => total + pick(one), 0)
  const { bornOn } = member
  const born =
    bornOn !== null && isCalendarDate(bornOn)
      ? `${bornOn} (${eraText(bornOn)}) ${t("members:age", { count: ageOn(bornOn, today) })}`
      : ""
  return (
    <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
      <div className="grid gap-apart">
        <SectionCard title={t("members:contact")}>
          <DescriptionList
            items={[
              text("postal", t("members:postalCode"), formatPostalCode(member.postalCode)),
              text(
                "address",
                t("members:address"),
                [`${member.prefecture}${member.city}${member.street}`, member.building].filter(Boolean).join(" "),
              ),
              text("company", t("members:company"), member.companyName),
              text("department", t("members:department"), member.department),
              text("phone", t("members:phone"), member.phone),
              text("email", t("members:email"), member.email),
              text("mail", t("members:wantsMail"), member.wantsMail ? t("members:yes") : t("members:no")),
            ]}
          />
        </SectionCard>
        <SectionCard title={t("members:attributes")}>
          <DescriptionList
            items={[
              text("gender", t("members:gender"), member.gender ? t(`members:gender-${member.gender}`) : ""),
              text("born", t("members:birthday"), born),
              text("industry", t("members:industry"), member.industry),
              text("occupation", t("members:occupation"), member.occupation),
              text("jobTitle", t("members:jobTitle"), member.jobTitle),
              text("locale", t("members:locale"), member.locale === "ja" ? t("shell:japanese") : t("shell:english")),
              text("note", t("members:note"), member.note),
            ]}
          />
        </SectionCard>
      </div>
      <SectionCard title={t("members:totals")}>
        <DescriptionList
          items={[
            {
              key: "deferred",
              term: t("members:deferred"),
              detail: <Money amount={sum((one) => one.deferredYen)} unit />,
            },
            {
              key: "receivable",
              term: t("members:receivable"),
              detail: <Money amount={sum((one) => one.receivableYen)} unit />,
            },
            {
              key: "left",
              term: t("members:valueLeft"),
              detail: <Money amount={sum((one) => one.valueLeftYen)} unit />,
            },
            text("origin", t("members:origin"), t(`members:origin-${member.origin}`)),
            { key: "since", term: t("members:since"), detail: <InstantText at={member.createdAt} /> },
          ]}
        />
        <p className="pt-apart text-small text-muted">{t("members:seen")}</p>
      </SectionCard>
    </div>
  )
}
