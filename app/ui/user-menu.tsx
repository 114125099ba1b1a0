import { useState } from "react"
import { useTranslation } from "react-i18next"
import { ChoiceForm } from "#app/ui/choice-form.tsx"
import { DisclosureMenu } from "#app/ui/disclosure-menu.tsx"
import { wipeDevice } from "#app/ui/door/door-store.ts"
import type { Locale, Theme } from "#app/ui/locale.ts"

/** The way out: what a door has put on this device goes with it, and waits until everything is sent. */
function SignOut({ action }: { readonly action: string }) {
  const { t } = useTranslation(["shell", "door"])
  const [isBlocked, setBlocked] = useState(false)
  const leave = async (form: HTMLFormElement) => {
    // A browser that keeps nothing has nothing to wipe.
    const isWiped = await wipeDevice().catch(() => true)
    setBlocked(!isWiped)
    if (isWiped) form.submit()
  }
  return (
    <form
      method="post"
      action={action}
      className="mt-tight border-t border-line p-tight"
      onSubmit={(event) => {
        event.preventDefault()
        void leave(event.currentTarget)
      }}
    >
      <button
        type="submit"
        className="touch flex min-h-[2.25rem] w-full items-center rounded-small px-[0.75rem] text-start hover:bg-hover"
      >
        {t("shell:signOut")}
      </button>
      {isBlocked ? (
        <p role="alert" className="max-w-[16rem] px-[0.75rem] text-small text-danger">
          {t("door:leave-blocked")}
        </p>
      ) : null}
    </form>
  )
}

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
      <SignOut action={props.signOutAction} />
    </DisclosureMenu>
  )
}
