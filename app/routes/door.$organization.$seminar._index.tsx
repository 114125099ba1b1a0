import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { requireStaffOf } from "#app/identity/require-staff.server.ts"
import { found } from "#app/platform/form.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { headForDoor } from "#app/seminars/door/snapshot-for-door.server.ts"
import { Door } from "#app/ui/door/door.tsx"

export const meta: MetaFunction<typeof loader> = ({ data, params }) => [
  { title: `${data?.place.head.title ?? ""} 受付 | Teiki` },
  { tagName: "link", rel: "manifest", href: `/door/${params.organization ?? ""}/manifest.webmanifest` },
]

export const links: LinksFunction = () => [{ rel: "apple-touch-icon", href: "/door-192.png" }]

/** The page is kept on the device: no attendee is in it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization = "", seminar = "" } = params
  const actor = await requireStaffOf(request, "seminars.write", organization)
  const head = await found(readScope(actor, (scope) => headForDoor(scope, seminar)))
  const home = `/door/${organization}`
  return { place: { door: `${home}/${seminar}`, home, organization, head } }
}

/** 受付: one page for the door of a seminar; it goes on while the network is gone. */
export default function DoorPage() {
  const { place } = useLoaderData<typeof loader>()
  return <Door place={place} />
}
