import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { Button } from "#app/ui/button.tsx"

/** Takes one row of a list out of use, or into use again, by `?retire=` and `&again=1` of its page. */
export function RetireButton(props: {
  readonly query: Readonly<Record<string, string>>
  readonly isRetired: boolean
  readonly name: string
}) {
  const { t } = useTranslation("readerSettings")
  const word = props.isRetired ? t("useAgain") : t("retire")
  const query = new URLSearchParams({ ...props.query, ...(props.isRetired ? { again: "1" } : {}) })
  return (
    <Form method="post" action={`?${query.toString()}`}>
      <Button type="submit" aria-label={`${word}: ${props.name}`}>
        <span className="whitespace-nowrap">{word}</span>
      </Button>
    </Form>
  )
}
