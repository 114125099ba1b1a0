import { useFetcher } from "@remix-run/react"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { type FieldProps, initialText } from "#app/ui/field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

const nameIn = (value: unknown): string | null | undefined =>
  typeof value === "object" && value !== null && "name" in value
    ? typeof value.name === "string"
      ? value.name
      : null
    : undefined

/** A member by number; says who it is as soon as the number is typed. */
export function MemberNumberField(props: FieldProps) {
  const { t } = useTranslation("contracts")
  const { data, load, state } = useFetcher()
  const [number, setNumber] = useState(initialText(props.field) ?? "")
  useEffect(() => {
    const plain = number.normalize("NFKC").trim()
    if (plain === "") return
    const wait = setTimeout(() => load(`/console/members/by-number?number=${encodeURIComponent(plain)}`), 200)
    return () => clearTimeout(wait)
  }, [number, load])
  const name = number.trim() === "" ? undefined : nameIn(data)
  return (
    <div
      className="grid content-start gap-tight"
      onChange={(event) => {
        if (event.target instanceof HTMLInputElement) setNumber(event.target.value)
      }}
    >
      <TextField {...props} hint={props.hint ?? t("memberHint")} autoComplete="off" />
      <output htmlFor={props.field.id} className="font-medium" aria-busy={state === "loading"}>
        {name === undefined ? null : name === null ? t("memberUnknown") : name}
      </output>
    </div>
  )
}
