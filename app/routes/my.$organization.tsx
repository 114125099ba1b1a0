import type { LoaderFunctionArgs } from "@remix-run/node"
import { Form, NavLink, Outlet, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { localeOfReader } from "#app/identity/appearance.server.ts"
import { organizationForPublic } from "#app/identity/organization-for-public.server.ts"
import { readerOf } from "#app/members/reader/reader-session.server.ts"
import { found } from "#app/platform/form.server.ts"
import { PublicShell } from "#app/ui/public-shell.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const organization = await found(organizationForPublic(params.organization ?? ""))
  const locale = localeOfReader(request)
  const reader = await readerOf(request, params.organization)
  return {
    ...{ code: organization.code, locale, name: locale === "en" ? organization.nameEnglish : organization.name },
    reader: reader === null ? null : { name: reader.memberName, number: reader.number },
  }
}

const pages = ["home", "papers", "card", "address", "profile", "notices", "opinion"] as const

/** The frame of a reader's own page: whose it is, its menu, and the way out. */
export default function MyPages() {
  const { t } = useTranslation("my")
  const { code, locale, name, reader } = useLoaderData<typeof loader>()
  const base = `/my/${code}`
  return (
    <PublicShell
      locale={locale}
      organization={{ name }}
      commercialLawUrl={`/o/${code}/commercial-law`}
      links={[{ label: t("help"), to: `${base}/help` }]}
      preferencesAction="/preferences"
    >
      {reader === null ? null : (
        <div className="grid gap-near" data-print="never">
          <div className="flex flex-wrap items-center justify-between gap-x-apart text-body">
            <p>
              <span className="font-semibold">{t("greeting", { name: reader.name })}</span>{" "}
              <span className="figures text-muted">{t("memberNumber", { number: reader.number })}</span>
            </p>
            <Form method="post" action={`${base}/sign-out`} reloadDocument>
              <button type="submit" className="touch text-link min-h-[2.25rem]">
                {t("signOut")}
              </button>
            </Form>
          </div>
          <nav aria-label={t("menu")} className="border-b border-line">
            <ul className="flex flex-wrap gap-x-apart">
              {pages.map((page) => (
                <li key={page}>
                  <NavLink
                    to={page === "home" ? base : `${base}/${page}`}
                    end
                    className="touch inline-flex min-h-[2.75rem] items-center border-b-2 border-transparent hover:border-line-strong aria-[current=page]:border-accent-ink aria-[current=page]:font-semibold"
                  >
                    {t(page)}
                  </NavLink>
                </li>
              ))}
            </ul>
          </nav>
        </div>
      )}
      <Outlet />
    </PublicShell>
  )
}
