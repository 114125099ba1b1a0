import type { LoaderFunctionArgs } from "@remix-run/node"
import { Outlet, useMatches, useRouteError, useRouteLoaderData, useSearchParams } from "@remix-run/react"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { countsForNavigation } from "#app/reports/counts-for-navigation.server.ts"
import { consoleNavigation } from "#app/ui/console-navigation.ts"
import { isConsoleHandle, titleOf } from "#app/ui/console-page.ts"
import { ConsoleShell, type Crumb } from "#app/ui/console-shell.tsx"
import { FaultPage } from "#app/ui/fault-page.tsx"

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "console.open")
  const { code, name } = actor.organization
  return {
    organization: { code, name },
    organizations: actor.organizations,
    user: { name: actor.staff.name, role: actor.roles[0] ?? "operator" },
    locale: actor.locale,
    theme: actor.staff.theme,
    counts: await readScope(actor, countsForNavigation),
    rights: {
      books: may(actor, "books.read"),
      imports: may(actor, "imports.write"),
      audit: may(actor, "audit.read"),
      settings: may(actor, "settings.write"),
      staff: may(actor, "staff.write"),
      members: may(actor, "members.read"),
    },
  }
}

function useBreadcrumb(): readonly Crumb[] {
  const { t } = useTranslation("shell")
  const last = useMatches().findLast((match) => isConsoleHandle(match.handle))
  if (last === undefined || !isConsoleHandle(last.handle)) return []
  const above = [{ word: "home", to: "/console" } as const, ...last.handle.crumbs]
  const title = titleOf(last.data)
  return [...above.map(({ word, to }) => ({ label: t(word), to })), ...(title === undefined ? [] : [{ label: title }])]
}

/** The frame around console pages, also around their errors; without the loader's data only the page itself. */
function Frame({ children, inFault = false }: { readonly children: ReactNode; readonly inFault?: boolean }) {
  const { t } = useTranslation(["shell", "console"])
  const data = useRouteLoaderData<typeof loader>("routes/console")
  const [search] = useSearchParams()
  const breadcrumb = useBreadcrumb()
  if (!data) return <>{children}</>
  return (
    <ConsoleShell
      locale={data.locale}
      theme={data.theme}
      organization={data.organization}
      organizations={data.organizations}
      user={{ name: data.user.name, role: t(`console:role-${data.user.role}`) }}
      navigation={consoleNavigation(t, data.rights, data.counts)}
      breadcrumb={inFault ? [] : breadcrumb}
      searchAction={data.rights.members ? "/console/members" : null}
      searchValue={search.get("q") ?? undefined}
      preferencesAction="/preferences"
      organizationAction="/switch-organization"
      signOutAction="/sign-out"
    >
      {children}
    </ConsoleShell>
  )
}

export default function Console() {
  return (
    <Frame>
      <Outlet />
    </Frame>
  )
}

export function ErrorBoundary() {
  const data = useRouteLoaderData<typeof loader>("routes/console")
  const error = useRouteError()
  return (
    <Frame inFault>
      <FaultPage error={error} inShell={data !== undefined} />
    </Frame>
  )
}
