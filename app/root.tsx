import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { Outlet, useRouteError, useRouteLoaderData } from "@remix-run/react"
import { useContext, type ReactNode } from "react"
import { appearanceOf } from "#app/identity/appearance.server.ts"
import { FaultPage } from "#app/ui/fault-page.tsx"
import { NonceContext } from "#app/ui/nonce-context.ts"
import { RootDocument } from "#app/ui/root-document.tsx"
import stylesHref from "#app/ui/styles.css?url"

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: stylesHref },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
]

export const meta: MetaFunction = () => [{ title: "Teiki" }]

export const loader = ({ request }: LoaderFunctionArgs) => appearanceOf(request)

/** The document, also around error pages, where the loader's data may be missing. */
export function Layout({ children }: { readonly children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>("root")
  const nonce = useContext(NonceContext)
  return (
    <RootDocument locale={data?.locale ?? "ja"} theme={data?.theme ?? "system"} nonce={nonce} accent={data?.accent}>
      {children}
    </RootDocument>
  )
}

export default function Root() {
  return <Outlet />
}

export function ErrorBoundary() {
  return <FaultPage error={useRouteError()} />
}
