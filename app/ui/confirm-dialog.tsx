import { Form } from "@remix-run/react"
import { useState, type ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import type { IconName } from "#app/ui/icon.tsx"
import { Money } from "#app/ui/money.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

function Stakes({ amount, people }: { readonly amount: number | undefined; readonly people: number | undefined }) {
  const { t, i18n } = useTranslation("states")
  if (amount === undefined && people === undefined) return null
  return (
    <dl className="flex flex-wrap gap-x-far gap-y-near rounded-card bg-sunken px-apart py-near">
      {amount === undefined ? null : (
        <div>
          <dt className="text-small text-muted">{t("amount")}</dt>
          <dd className="text-title font-semibold">
            <Money amount={amount} unit />
          </dd>
        </div>
      )}
      {people === undefined ? null : (
        <div>
          <dt className="text-small text-muted">{t("peopleCount")}</dt>
          <dd className="figures text-title font-semibold">
            {people.toLocaleString(i18n.language)}
            <span className="ms-tight text-[0.85em]">{t("people")}</span>
          </dd>
        </div>
      )}
    </dl>
  )
}

/** Asks once more before money, sending or deletion: names the amount and the number of people, then posts its form. */
export function ConfirmDialog(props: {
  /** The word on the button that opens it, and on the one that does it. */
  readonly verb: string
  readonly title: string
  readonly tone?: "primary" | "danger"
  readonly triggerTone?: "primary" | "secondary" | "quiet" | "danger"
  readonly icon?: IconName
  readonly amount?: number | undefined
  readonly people?: number | undefined
  /** Where to post; the present route when absent. */
  readonly action?: string | undefined
  readonly fields?: Readonly<Record<string, string>>
  readonly disabled?: boolean
  readonly children?: ReactNode
}) {
  const { t } = useTranslation("actions")
  const [isOpen, setOpen] = useState(false)
  const tone = props.tone ?? "primary"
  return (
    <>
      <Button
        tone={props.triggerTone ?? tone}
        icon={props.icon}
        disabled={props.disabled}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {props.verb}
      </Button>
      <Dialog title={props.title} kind="alertdialog" isOpen={isOpen} onClose={() => setOpen(false)}>
        <Form method="post" action={props.action} onSubmit={() => setOpen(false)}>
          <div className="grid gap-apart p-apart">
            <Stakes amount={props.amount} people={props.people} />
            {props.children}
          </div>
          {Object.entries(props.fields ?? {}).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <footer className="flex flex-wrap justify-end gap-near border-t border-line px-apart py-near">
            <Button onClick={() => setOpen(false)}>{t("cancel")}</Button>
            <SubmitButton tone={tone}>{props.verb}</SubmitButton>
          </footer>
        </Form>
      </Dialog>
    </>
  )
}
