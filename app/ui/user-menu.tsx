import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { ChoiceForm } from "#app/ui/choice-form.tsx"
import { DisclosureMenu } from "#app/ui/disclosure-menu.tsx"
import type { Locale, Theme } from "#app/ui/locale.ts"

/** Who is signed in; language and theme (posted as `locale` and `theme` to `preferencesAction`), and the way out. */
export function UserMenu(props: {
  readonly user: { readonly name: string; readonly role: string }
  readonly locale: Locale
  readonly theme: Theme
  readonly preferencesAction: string
  readonly signOutAction: string
}) {
  const { t } = useTranslation("shell")
  return (
    <DisclosureMenu
      align="end"
      label={`${t("account")}: ${props.user.name}`}
      trigger={
        <span className="grid size-[1.75rem] place-items-center rounded-round bg-accent-soft text-small font-semibold text-accent-ink">
          {props.user.name.slice(0, 1)}
        </span>
      }
    >
      <div className="border-b border-line px-apart py-near">
        <p className="font-semibold">{props.user.name}</p>
        <p className="text-small text-muted">{props.user.role}</p>
      </div>
      <ChoiceForm
        legend={t("language")}
        action={props.preferencesAction}
        name="locale"
        value={props.locale}
        options={[
          { value: "ja", label: t("japanese") },
          { value: "en", label: t("english") },
        ]}
      />
      <ChoiceForm
        legend={t("theme")}
        action={props.preferencesAction}
        name="theme"
        value={props.theme}
        options={[
          { value: "system", label: t("themeSystem") },
          { value: "light", label: t("themeLight") },
          { value: "dark", label: t("themeDark") },
        ]}
      />
      <Form method="post" action={props.signOutAction} reloadDocument className="mt-tight border-t border-line p-tight">
        <button
          type="submit"
          className="touch flex min-h-[2.25rem] w-full items-center rounded-small px-[0.75rem] text-start hover:bg-hover"
        >
          {t("signOut")}
        </button>
      </Form>
    </DisclosureMenu>
  )
}
