import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { found } from "#app/platform/form.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { snapshotForDoor } from "#app/seminars/door/snapshot-for-door.server.ts"
import { Door } from "#app/ui/door.tsx"

export const meta: MetaFunction = () => [{ title: "受付 | Teiki" }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  if (actor.organization.code !== params.organization) throw new Response("another organization", { status: 404 })
  const snapshot = await found(readScope(actor, (scope) => snapshotForDoor(scope, params.seminar ?? "")))
  return { snapshot, address: `/door/${params.organization}/${params.seminar ?? ""}/check-ins` }
}

/** 受付: one page for the door of a seminar; it goes on while the network is gone. */
export default function DoorPage() {
  const { snapshot, address } = useLoaderData<typeof loader>()
  return <Door snapshot={snapshot} address={address} />
}
