import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaffOf } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { doorsForList } from "#app/seminars/door/doors-for-list.server.ts"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"

export const meta: MetaFunction = ({ params }) => [
  { title: "受付 | Teiki" },
  { tagName: "link", rel: "manifest", href: `/door/${params.organization ?? ""}/manifest.webmanifest` },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization = "" } = params
  const actor = await requireStaffOf(request, "seminars.write", organization)
  return { home: `/door/${organization}`, name: actor.organization.name, doors: await readScope(actor, doorsForList) }
}

/** 本日の受付: the day's seminars and the next ones; the first page of the installed door. */
export default function Doors() {
  const { t } = useTranslation("door")
  const { home, name, doors } = useLoaderData<typeof loader>()
  return (
    <main id="main" className="fingers mx-auto grid w-full max-w-[48rem] gap-apart p-apart">
      <header>
        <h1 className="text-title">{t("doors")}</h1>
        <p className="text-muted">{name}</p>
      </header>
      {doors.length === 0 ? (
        <EmptyState
          icon="seminar"
          title={t("noDoors")}
          action={
            <LinkButton to="/console/seminars" reloadDocument>
              {t("consoleList")}
            </LinkButton>
          }
        />
      ) : null}
      <ul className="grid gap-near">
        {doors.map((door) => (
          <li key={door.code} className="card flex flex-wrap items-center justify-between gap-near p-apart">
            <span className="min-w-0">
              <span className="block text-lead font-medium">{door.title}</span>
              <span className="block text-muted">
                {[door.when, door.room, t("people", { count: door.expected })].filter(Boolean).join(" · ")}
              </span>
            </span>
            <LinkButton to={`${home}/${door.code}`} tone={door.isToday ? "primary" : "secondary"} reloadDocument>
              {t("openDoor")}
            </LinkButton>
          </li>
        ))}
      </ul>
    </main>
  )
}
