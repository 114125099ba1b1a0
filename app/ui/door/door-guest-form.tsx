import { type FormEvent, useId, useState } from "react"
import { useTranslation } from "react-i18next"
import type { DoorHead } from "#app/seminars/door/door-snapshot.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import type { ActGiven } from "#app/ui/door/door-items.ts"
import type { FieldLike } from "#app/ui/field.tsx"
import { KanaField } from "#app/ui/kana-field.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"
import { isKatakana, katakana, tidy } from "#app/values/text.ts"

type Name = "familyName" | "givenName" | "familyNameKana" | "givenNameKana"
type Guest = Readonly<Record<Name, string>>
type Faults = Readonly<Partial<Record<Name, "needed" | "kana">>>

const textOf = (form: FormData, name: string) => {
  const value = form.get(name)
  return typeof value === "string" ? tidy(value) : ""
}

/** The four names as they were typed, in katakana where kana is asked for, and what is to be mended. */
function readGuest(form: FormData): { readonly guest: Guest; readonly faults: Faults } {
  const text = (name: string) => textOf(form, name)
  const guest = {
    ...{ familyName: text("familyName"), givenName: text("givenName") },
    ...{ familyNameKana: katakana(text("familyNameKana")), givenNameKana: katakana(text("givenNameKana")) },
  }
  const faults: Record<string, "needed" | "kana"> = {}
  for (const name of ["familyName", "familyNameKana"] as const) if (guest[name] === "") faults[name] = "needed"
  for (const name of ["familyNameKana", "givenNameKana"] as const) {
    if (guest[name] !== "" && !isKatakana(guest[name])) faults[name] = "kana"
  }
  return { guest, faults }
}

/** Who comes: names alone, and kana by which he is found again. */
function GuestFields({ faults, prefix }: { readonly faults: Faults; readonly prefix: string }) {
  const { t } = useTranslation(["door", "apply"])
  const field = (name: Name, required: boolean): FieldLike => {
    const fault = faults[name]
    return {
      ...{
        id: `${prefix}${name}`,
        name,
        errorId: `${prefix}${name}-error`,
        descriptionId: `${prefix}${name}-hint`,
        required,
      },
      ...(fault ? { errors: [t(`door:fault-${fault}`)] } : {}),
    }
  }
  return (
    <div className="grid gap-near tablet:grid-cols-2">
      <TextField field={field("familyName", true)} label={t("apply:familyName")} autoComplete="off" />
      <TextField field={field("givenName", false)} label={t("apply:givenName")} autoComplete="off" />
      <KanaField
        field={field("familyNameKana", true)}
        label={t("apply:familyNameKana")}
        sourceId={`${prefix}familyName`}
      />
      <KanaField
        field={field("givenNameKana", false)}
        label={t("apply:givenNameKana")}
        sourceId={`${prefix}givenName`}
      />
    </div>
  )
}

type Props = { readonly onClose: () => void; readonly onAct: (act: ActGiven) => void }

function useGuestForm(props: Props, actOf: (guest: Guest, form: FormData) => ActGiven) {
  const [faults, setFaults] = useState<Faults>({})
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const read = readGuest(form)
    setFaults(read.faults)
    const [first] = Object.keys(read.faults)
    if (first !== undefined) {
      event.currentTarget.querySelector<HTMLElement>(`[name=${first}]`)?.focus()
      return
    }
    props.onAct(actOf(read.guest, form))
    props.onClose()
  }
  return { faults, onSubmit }
}

/** 代理出席: who comes instead; payer, invoice and seat stay. */
export function StandInDialog(props: Props & { readonly person: { readonly id: string; readonly name: string } }) {
  const { t } = useTranslation("door")
  const id = useId()
  const { faults, onSubmit } = useGuestForm(props, (guest) => ({
    ...{ ...guest, kind: "stand-in", registrationId: props.person.id, email: "" },
  }))
  return (
    <Dialog isOpen onClose={props.onClose} title={`${t("standIn")}: ${props.person.name}`}>
      <form noValidate onSubmit={onSubmit} className="grid gap-apart p-apart">
        <p className="text-muted">{t("standInLead")}</p>
        <GuestFields faults={faults} prefix={id} />
        <div>
          <Button type="submit" tone="primary">
            {t("standInDo")}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** 当日受付: a seat for somebody who has not applied, by the same rules as any other. */
export function WalkInDialog(props: Props & { readonly head: DoorHead; readonly isOnline: boolean }) {
  const { t, i18n } = useTranslation(["door", "apply"])
  const id = useId()
  const { fees, seatsLeft } = props.head
  const { faults, onSubmit } = useGuestForm(props, (guest, form) => ({
    ...{
      ...guest,
      kind: "walk-in",
      feeId: textOf(form, "fee") || (fees[0]?.id ?? ""),
      companyName: textOf(form, "companyName"),
    },
    ...{ email: "", phone: "", isPaid: form.get("isPaid") === "yes" },
  }))
  const field = (name: string, initialValue = "", required = false): FieldLike => ({
    ...{
      id: `${id}${name}`,
      name,
      errorId: `${id}${name}-error`,
      descriptionId: `${id}${name}-hint`,
      initialValue,
      required,
    },
  })
  return (
    <Dialog isOpen onClose={props.onClose} title={t("door:walkIn")}>
      <form noValidate onSubmit={onSubmit} className="grid gap-apart p-apart">
        <p className="flex flex-wrap items-center gap-near">
          <Badge tone={seatsLeft > 0 ? "success" : "danger"}>{t("door:seatsLeft", { count: seatsLeft })}</Badge>
          <span className="text-muted">{t(props.isOnline ? "door:walkInLead" : "door:walkInOffline")}</span>
        </p>
        <GuestFields faults={faults} prefix={id} />
        <TextField field={field("companyName")} label={t("apply:companyName")} autoComplete="off" />
        <SelectField
          field={field("fee", fees[0]?.id ?? "", true)}
          label={t("door:fee")}
          options={fees.map((fee) => ({
            value: fee.id,
            label: `${fee.name} ${t("door:yen", { amount: fee.priceYen.toLocaleString(i18n.language) })}`,
          }))}
        />
        <CheckboxField field={field("isPaid")} label={t("door:isPaid")} value="yes" />
        <div>
          <Button type="submit" tone="primary">
            {t("door:walkInDo")}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
