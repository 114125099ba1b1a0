import { Form } from "@remix-run/react"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"

/** Acts on the selected rows of the table whose `selection.form` is this id, or on every match across all pages. */
export function BulkBar(props: {
  readonly id: string
  /** How many rows match on all pages; sent as `everyMatch` when ticked. */
  readonly total: number
  readonly action?: string
  /** Submit buttons, told apart by name and value. */
  readonly children: ReactNode
}) {
  const { t } = useTranslation("states")
  return (
    <Form
      method="post"
      id={props.id}
      action={props.action}
      data-print="never"
      className="flex flex-wrap items-center gap-x-apart gap-y-near border-t border-line px-apart py-near"
    >
      <label className="touch inline-flex items-center gap-near">
        <input type="checkbox" name="everyMatch" value="yes" className="tick" />
        <span className="figures">{t("everyMatch", { count: props.total })}</span>
      </label>
      <span className="flex flex-wrap gap-near">{props.children}</span>
    </Form>
  )
}
