import type { LoaderFunctionArgs } from "@remix-run/node"
import { Outlet, useLoaderData } from "@remix-run/react"
import { localeOfReader } from "#app/identity/appearance.server.ts"
import { organizationForPublic } from "#app/identity/organization-for-public.server.ts"
import { found } from "#app/platform/form.server.ts"
import { PublicShell } from "#app/ui/public-shell.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const organization = await found(organizationForPublic(params.organization ?? ""))
  const locale = localeOfReader(request)
  return { code: organization.code, locale, name: locale === "en" ? organization.nameEnglish : organization.name }
}

/** The frame of an organization's public pages. */
export default function OrganizationPages() {
  const { code, locale, name } = useLoaderData<typeof loader>()
  return (
    <PublicShell
      locale={locale}
      organization={{ name }}
      commercialLawUrl={`/o/${code}/commercial-law`}
      preferencesAction="/preferences"
    >
      <Outlet />
    </PublicShell>
  )
}
