import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { doorsForVisitor } from "#app/publications/doors-for-visitor.server.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { localeOfReader } from "#app/identity/appearance.server.ts"

export async function loader({ request }: LoaderFunctionArgs) {
  return { locale: localeOfReader(request), organizations: await doorsForVisitor() }
}

/** Leads every visitor to his door. */
export default function Doors() {
  const { t } = useTranslation(["doors", "apply"])
  const { locale, organizations } = useLoaderData<typeof loader>()
  return (
    <main className="mx-auto flex w-full max-w-[60rem] flex-col gap-far p-far">
      <header className="flex flex-col gap-near">
        <h1 className="text-figure font-bold text-accent-ink">{t("title")}</h1>
        <p className="text-lead text-muted">{t("lead")}</p>
        <p>
          <a
            className="text-link"
            href={locale === "ja" ? "/?lang=en" : "/?lang=ja"}
            lang={locale === "ja" ? "en" : "ja"}
          >
            {locale === "ja" ? "English" : "日本語"}
          </a>
        </p>
      </header>
      <div className="grid gap-apart tablet:grid-cols-2">
        <SectionCard title={t("staff")}>
          <div className="flex flex-col items-start gap-apart">
            <p>{t("staffBody")}</p>
            <LinkButton to="/console" tone="primary">
              {t("toConsole")}
            </LinkButton>
          </div>
        </SectionCard>
        {organizations.map((organization) => (
          <SectionCard key={organization.code} title={locale === "ja" ? organization.name : organization.nameEnglish}>
            <ul className="flex flex-col gap-near">
              {organization.offers.map((offer) => (
                <li key={offer.code} className="flex items-center justify-between gap-near">
                  <span>
                    {locale === "ja"
                      ? `${offer.publication} ${offer.name}`
                      : offer.publicationEnglish + ` ${offer.code}`}
                  </span>
                  <LinkButton to={`/o/${organization.code}/apply/${offer.code}`}>{t("apply:title")}</LinkButton>
                </li>
              ))}
              <li className="flex items-center justify-between gap-near border-t border-line pt-near">
                <span>{t("seminarsBody")}</span>
                <LinkButton to={`/o/${organization.code}/seminars`}>{t("toSeminars")}</LinkButton>
              </li>
              <li className="flex items-center justify-between gap-near border-t border-line pt-near">
                <span>{t("readerBody")}</span>
                <LinkButton to={`/my/${organization.code}`}>{t("toMyPage")}</LinkButton>
              </li>
            </ul>
          </SectionCard>
        ))}
      </div>
    </main>
  )
}
