import type { LinksFunction, MetaFunction } from "@remix-run/node"
import { Outlet, useRouteError, useRouteLoaderData } from "@remix-run/react"
import { useContext, type ReactNode } from "react"
import { FaultPage } from "#app/ui/fault-page.tsx"
import type { Locale, Theme } from "#app/ui/locale.ts"
import { NonceContext } from "#app/ui/nonce-context.ts"
import { RootDocument } from "#app/ui/root-document.tsx"
import stylesHref from "#app/ui/styles.css?url"

export const links: LinksFunction = () => [{ rel: "stylesheet", href: stylesHref }]

export const meta: MetaFunction = () => [{ title: "Teiki" }]

type RootData = { readonly locale: Locale; readonly theme: Theme; readonly accent: string | undefined }

export function loader(): RootData {
  return { locale: "ja", theme: "system", accent: undefined }
}

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
