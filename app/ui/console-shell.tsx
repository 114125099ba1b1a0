import { Link } from "@remix-run/react"
import { useState, type ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { Icon } from "#app/ui/icon.tsx"
import { KeyboardHelp } from "#app/ui/keyboard-help.tsx"
import type { Locale, Theme } from "#app/ui/locale.ts"
import { Navigation, type NavigationGroup } from "#app/ui/navigation.tsx"
import { OrganizationSwitcher, type ShellOrganization } from "#app/ui/organization-switcher.tsx"
import { SearchBox } from "#app/ui/search-box.tsx"
import { ToastRegion, type Toast } from "#app/ui/toast-region.tsx"
import { UserMenu } from "#app/ui/user-menu.tsx"

export type Crumb = { readonly label: string; readonly to?: string | undefined }

export type ConsoleShellProps = {
  readonly locale: Locale
  readonly theme: Theme
  readonly organization: ShellOrganization
  readonly organizations: readonly ShellOrganization[]
  readonly user: { readonly name: string; readonly role: string }
  readonly navigation: readonly NavigationGroup[]
  readonly breadcrumb?: readonly Crumb[]
  /** Where the search box looks; null for staff who may not look there. */
  readonly searchAction: string | null
  readonly searchValue?: string | undefined
  /** Receives `locale` or `theme`, and `returnTo`. */
  readonly preferencesAction: string
  /** Receives `organization`. */
  readonly organizationAction: string
  readonly signOutAction: string
  readonly toasts?: readonly Toast[]
  readonly children: ReactNode
}

/** The first thing the Tab key reaches. */
export function SkipLink() {
  const { t } = useTranslation("shell")
  return (
    <a
      href="#main"
      className="sr-only z-50 rounded-small bg-accent px-apart py-near text-on-accent focus:not-sr-only focus:fixed focus:start-near focus:top-near focus:px-apart focus:py-near"
    >
      {t("skip")}
    </a>
  )
}

function Breadcrumb({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  const { t } = useTranslation("shell")
  if (crumbs.length === 0) return null
  return (
    <nav aria-label={t("breadcrumb")} data-print="never">
      <ol className="flex flex-wrap items-center gap-x-tight text-small text-muted">
        {crumbs.map((crumb, index) => (
          <li key={crumb.label} className="flex items-center gap-tight">
            {index === 0 ? null : <Icon name="right" size={12} />}
            {crumb.to ? (
              <Link to={crumb.to} className="inline-flex min-h-[1.5rem] items-center hover:text-ink hover:underline">
                {crumb.label}
              </Link>
            ) : (
              <span aria-current="page">{crumb.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

function MenuDrawer(props: Pick<ConsoleShellProps, "navigation"> & { readonly switcher: ReactNode }) {
  const { t } = useTranslation("shell")
  const [isOpen, setOpen] = useState(false)
  return (
    <span className="desk:hidden">
      <Button tone="quiet" icon="menu" aria-label={t("menu")} aria-haspopup="dialog" onClick={() => setOpen(true)} />
      <Dialog title={t("menu")} kind="drawer" isOpen={isOpen} onClose={() => setOpen(false)}>
        <div className="border-b border-line p-near">{props.switcher}</div>
        <Navigation groups={props.navigation} onNavigate={() => setOpen(false)} />
      </Dialog>
    </span>
  )
}

/** The frame of every console page: menu, organization, search, account, where one is, and the page. */
export function ConsoleShell(props: ConsoleShellProps) {
  const switcher = (
    <OrganizationSwitcher
      current={props.organization}
      organizations={props.organizations}
      action={props.organizationAction}
    />
  )
  return (
    <div className="[--shell-top:3.3125rem] desk:grid desk:grid-cols-[14.5rem_minmax(0,1fr)]">
      <SkipLink />
      <aside
        data-print="never"
        className="sticky top-0 hidden h-dvh overflow-y-auto border-e border-line bg-surface desk:block"
      >
        <div className="sticky top-0 z-20 border-b border-line bg-surface p-near">{switcher}</div>
        <Navigation groups={props.navigation} />
      </aside>
      <div className="min-w-0">
        <header
          data-print="never"
          className="sticky top-0 z-20 flex min-h-[3.3125rem] items-center gap-near border-b border-line bg-surface px-near desk:px-far"
        >
          <MenuDrawer navigation={props.navigation} switcher={switcher} />
          {props.searchAction === null ? (
            <span className="flex-1" />
          ) : (
            <SearchBox action={props.searchAction} value={props.searchValue} />
          )}
          <span className="ms-auto hidden tablet:inline">
            <KeyboardHelp />
          </span>
          <UserMenu {...props} />
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="grid grid-cols-[minmax(0,1fr)] gap-apart p-apart outline-none desk:px-far desk:pb-far"
        >
          <Breadcrumb crumbs={props.breadcrumb ?? []} />
          {props.children}
        </main>
      </div>
      <ToastRegion toasts={props.toasts ?? []} />
    </div>
  )
}
