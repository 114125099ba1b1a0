import { useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { controlProps, Field, initialText, type FieldProps } from "#app/ui/field.tsx"
import { setInputValue } from "#app/ui/set-input-value.ts"

/** Where the parts of the address go: ids of the fields they fill. */
export type AddressFields = { readonly prefecture: string; readonly city: string; readonly street: string }

type Address = Readonly<Record<keyof AddressFields, string>>

const isAddress = (value: unknown): value is Address =>
  typeof value === "object" && value !== null && "prefecture" in value && "city" in value && "street" in value

async function addressOf(lookupUrl: string, digits: string): Promise<Address | undefined> {
  const answer = await fetch(`${lookupUrl}/${digits}`, { headers: { Accept: "application/json" } })
  const found: unknown = answer.ok ? await answer.json() : undefined
  return isAddress(found) ? found : undefined
}

function fill(fields: AddressFields, address: Address) {
  for (const part of ["prefecture", "city", "street"] as const) {
    const control = document.getElementById(fields[part])
    if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) {
      setInputValue(control, address[part])
    }
  }
}

/** 郵便番号: one field, hyphen optional; seven digits fill the address, which stays editable. */
export function PostalCodeField(
  props: Omit<FieldProps, "hint"> & {
    /** `GET {lookupUrl}/{7 digits}` answers `{ prefecture, city, street }` or 404. */
    readonly lookupUrl?: string | undefined
    readonly fills?: AddressFields | undefined
  },
) {
  const { t } = useTranslation("states")
  const [found, setFound] = useState<boolean>()
  const asked = useRef("")
  const onInput = async (typed: string) => {
    const digits = typed.normalize("NFKC").replace(/\D/g, "")
    if (digits.length !== 7 || digits === asked.current || !props.lookupUrl || !props.fills) return
    asked.current = digits
    // Offline or a failing server only means typing the address oneself.
    const address = await addressOf(props.lookupUrl, digits).catch(() => undefined)
    if (asked.current !== digits) return
    if (address) fill(props.fills, address)
    setFound(address !== undefined)
  }
  const message = found === undefined ? t("postalHint") : found ? t("postalFilled") : t("postalUnknown")
  return (
    <Field {...props} hint={<span aria-live="polite">{message}</span>}>
      <span className="w-[10rem] max-w-full">
        <input
          key={props.field.key}
          {...controlProps({ ...props, hint: message })}
          type="text"
          inputMode="numeric"
          autoComplete="postal-code"
          maxLength={16}
          defaultValue={initialText(props.field)}
          onInput={(event) => void onInput(event.currentTarget.value)}
          className="control figures"
        />
      </span>
    </Field>
  )
}
