import { Form } from "@remix-run/react"
import { useRef } from "react"
import { useTranslation } from "react-i18next"
import { Icon } from "#app/ui/icon.tsx"
import { useShortcuts } from "#app/ui/use-shortcuts.ts"

/** One box for everything (`GET {action}?q=`); `/` brings the cursor here. */
export function SearchBox({ action, value }: { readonly action: string; readonly value?: string | undefined }) {
  const { t } = useTranslation("shell")
  const input = useRef<HTMLInputElement>(null)
  useShortcuts({
    "/": () => {
      input.current?.focus()
      input.current?.select()
    },
  })
  return (
    <Form method="get" action={action} role="search" className="relative min-w-0 flex-1 tablet:max-w-[24rem]">
      <span className="pointer-events-none absolute inset-y-0 start-near flex items-center text-muted">
        <Icon name="search" size={16} />
      </span>
      <input
        ref={input}
        key={value}
        type="search"
        name="q"
        defaultValue={value}
        aria-label={t("search")}
        aria-keyshortcuts="/"
        placeholder={t("searchPlaceholder")}
        className="control ps-far pe-far"
      />
      <kbd className="pointer-events-none absolute inset-y-0 end-near hidden items-center font-mono text-small text-muted desk:flex">
        /
      </kbd>
    </Form>
  )
}
