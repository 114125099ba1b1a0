import { Form, Link, useLocation } from "@remix-run/react"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { SkipLink } from "#app/ui/console-shell.tsx"
import type { Locale } from "#app/ui/locale.ts"

function Footer({ links }: { readonly links: readonly { readonly label: string; readonly to: string }[] }) {
  return (
    <footer className="border-t border-line" data-print="never">
      <ul className="mx-auto flex max-w-[46rem] flex-wrap gap-x-apart px-apart py-near text-small">
        {links.map((link) => (
          <li key={link.to}>
            <Link
              to={link.to}
              className="touch inline-flex min-h-[2.25rem] items-center text-muted underline hover:text-ink"
            >
              {link.label}
            </Link>
          </li>
        ))}
      </ul>
    </footer>
  )
}

/** The frame of an organization's public pages: its name and accent, the language, and what the law asks for. */
export function PublicShell(props: {
  readonly locale: Locale
  readonly organization: { readonly name: string; readonly homeUrl?: string | undefined }
  /** 特定商取引法に基づく表記. */
  readonly commercialLawUrl: string
  readonly links?: readonly { readonly label: string; readonly to: string }[]
  /** Receives `locale` and `returnTo`. */
  readonly preferencesAction: string
  readonly children: ReactNode
}) {
  const { t } = useTranslation("shell")
  const { pathname, search } = useLocation()
  const links = [{ label: t("commercialLaw"), to: props.commercialLawUrl }, ...(props.links ?? [])]
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="border-t-4 border-b border-t-accent border-b-line bg-surface">
        <div className="mx-auto flex min-h-[3.5rem] max-w-[46rem] flex-wrap items-center justify-between gap-near px-apart">
          <p className="text-lead font-semibold">
            {props.organization.homeUrl ? (
              <a href={props.organization.homeUrl} className="inline-flex min-h-[2.75rem] items-center hover:underline">
                {props.organization.name}
              </a>
            ) : (
              props.organization.name
            )}
          </p>
          <Form method="post" action={props.preferencesAction} reloadDocument data-print="never">
            <input type="hidden" name="returnTo" value={pathname + search} />
            <button
              type="submit"
              name="locale"
              value={props.locale === "ja" ? "en" : "ja"}
              lang={props.locale === "ja" ? "en" : "ja"}
              className="touch text-link min-h-[2.25rem] px-near"
            >
              {props.locale === "ja" ? t("english") : t("japanese")}
            </button>
          </Form>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto grid w-full max-w-[46rem] grid-cols-[minmax(0,1fr)] flex-1 content-start gap-apart px-apart py-far text-lead outline-none"
      >
        {props.children}
      </main>
      <Footer links={links} />
    </div>
  )
}
