import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import type { textsOfSeminar } from "#app/seminars/plan/seminar-edit-form.ts"
import { feeAudiences, seminarWays, sessionModes } from "#app/seminars/seminar-file.ts"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import { DateField } from "#app/ui/date-field.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { FieldGroup, mustFill } from "#app/ui/field.tsx"
import { FormSection } from "#app/ui/form-section.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { RowFields } from "#app/ui/row-fields.tsx"
import { SaveBar } from "#app/ui/save-bar.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

type Texts = ReturnType<typeof textsOfSeminar>

const useSeminarForm = (props: Props) =>
  useForm<Texts>({
    id: "seminar-edit",
    lastResult: props.lastResult ?? null,
    defaultValue: props.initial,
    shouldRevalidate: "onInput",
  })

type Parts = {
  readonly form: ReturnType<typeof useSeminarForm>[0]
  readonly fields: ReturnType<typeof useSeminarForm>[1]
}

type Props = {
  readonly initial: Texts
  readonly lastResult: SubmissionResult | undefined
  readonly rooms: readonly { readonly code: string; readonly name: string; readonly capacity: number }[]
  readonly backTo: string
  /** A seminar keeps its code. */
  readonly isNew: boolean
}

function Basics({ fields, isNew }: Parts & { readonly isNew: boolean }) {
  const { t } = useTranslation("seminars")
  return (
    <FormSection title={t("basics")} columns={2}>
      {isNew ? (
        <TextField field={mustFill(fields.code)} label={t("code")} maxLength={30} />
      ) : (
        <input type="hidden" name="code" value={fields.code.initialValue} />
      )}
      <TextField field={mustFill(fields.title)} label={t("name")} />
      <TextField field={fields.titleEnglish} label={t("titleEnglish")} />
      <TextField field={fields.lecturer} label={t("lecturer")} />
      <TextField field={fields.lecturerEnglish} label={t("lecturerEnglish")} />
      <TextField field={fields.contact} label={t("contact")} />
      <TextField field={fields.closesAt} label={t("closesAt")} />
      <div className="tablet:col-span-2">
        <TextAreaField field={fields.summary} label={t("summary")} rows={4} maxLength={4000} />
      </div>
      <div className="tablet:col-span-2">
        <TextAreaField field={fields.summaryEnglish} label={t("summaryEnglish")} rows={4} maxLength={4000} />
      </div>
    </FormSection>
  )
}

function Sessions({ form, fields, rooms }: Parts & Pick<Props, "rooms">) {
  const { t } = useTranslation("seminars")
  return (
    <RowFields
      title={t("sessions")}
      rows={fields.sessions.getFieldList()}
      insert={form.insert.getButtonProps({
        name: fields.sessions.name,
        defaultValue: { mode: "onsite", from: "13:30", until: "16:00" },
      })}
      remove={(index) => form.remove.getButtonProps({ name: fields.sessions.name, index })}
      render={(row) => {
        const session = row.getFieldset()
        return (
          <>
            <DateField field={mustFill(session.date)} label={t("date")} />
            <TextField field={mustFill(session.from)} label={t("from")} />
            <TextField field={mustFill(session.until)} label={t("until")} />
            <SelectField
              field={session.room}
              label={t("room")}
              options={rooms.map(({ code, name, capacity }) => ({ value: code, label: `${name} (${capacity})` }))}
            />
            <SelectField
              field={mustFill(session.mode)}
              label={t("mode")}
              options={sessionModes.map((value) => ({ value, label: t(`mode-${value}`) }))}
            />
            <TextField field={session.joinUrl} label={t("joinUrl")} type="url" />
            <TextField field={session.title} label={t("name")} />
            <TextField field={session.titleEnglish} label={t("titleEnglish")} />
          </>
        )
      }}
    />
  )
}

function SeatsAndFees({ form, fields }: Parts) {
  const { t } = useTranslation("seminars")
  return (
    <>
      <RowFields
        title={t("pools")}
        rows={fields.pools.getFieldList()}
        insert={form.insert.getButtonProps({
          name: fields.pools.name,
          defaultValue: { capacity: "30", overbook: "0" },
        })}
        remove={(index) => form.remove.getButtonProps({ name: fields.pools.name, index })}
        render={(row) => {
          const pool = row.getFieldset()
          return (
            <>
              <TextField field={mustFill(pool.name)} label={t("poolName")} />
              <TextField field={mustFill(pool.capacity)} label={t("capacity")} inputMode="numeric" />
              <TextField field={mustFill(pool.overbook)} label={t("overbook")} inputMode="numeric" />
            </>
          )
        }}
      />
      <RowFields
        title={t("fees")}
        rows={fields.fees.getFieldList()}
        insert={form.insert.getButtonProps({
          name: fields.fees.name,
          defaultValue: { audience: "anyone", priceYen: "0", partyMin: "1" },
        })}
        remove={(index) => form.remove.getButtonProps({ name: fields.fees.name, index })}
        render={(row) => {
          const fee = row.getFieldset()
          return (
            <>
              <TextField field={mustFill(fee.name)} label={t("feeName")} />
              <TextField field={mustFill(fee.priceYen)} label={t("price")} inputMode="numeric" />
              <SelectField
                field={mustFill(fee.audience)}
                label={t("audience")}
                options={feeAudiences.map((value) => ({ value, label: t(`audience-${value}`) }))}
              />
              <DateField field={fee.validUntil} label={t("validUntil")} />
              <TextField field={mustFill(fee.partyMin)} label={t("partyMin")} inputMode="numeric" />
            </>
          )
        }}
      />
    </>
  )
}

function Rules({ form, fields }: Parts) {
  const { t } = useTranslation(["seminars", "seminarApply"])
  const chosen = Array.isArray(fields.ways.initialValue) ? fields.ways.initialValue : [fields.ways.initialValue]
  return (
    <>
      <FormSection title={t("seminars:ways")}>
        <FieldGroup field={mustFill(fields.ways)} label={t("seminars:ways")}>
          <div className="flex flex-wrap gap-apart">
            {seminarWays.map((way) => (
              <label key={way} className="touch inline-flex items-center gap-near">
                <input type="checkbox" name="ways" value={way} defaultChecked={chosen.includes(way)} className="tick" />
                {t(`seminarApply:way-${way}`)}
              </label>
            ))}
          </div>
        </FieldGroup>
        <CheckboxField field={fields.needsApproval} label={t("seminars:needsApproval")} value="yes" />
        <CheckboxField field={fields.waits} label={t("seminars:waits")} value="yes" />
        <CheckboxField field={fields.briefing} label={t("seminars:briefing")} value="yes" />
      </FormSection>
      <RowFields
        title={t("seminars:rules")}
        rows={fields.cancellation.getFieldList()}
        insert={form.insert.getButtonProps({
          name: fields.cancellation.name,
          defaultValue: { daysBefore: "0", feePercent: "100" },
        })}
        remove={(index) => form.remove.getButtonProps({ name: fields.cancellation.name, index })}
        render={(row) => {
          const rule = row.getFieldset()
          return (
            <>
              <TextField field={mustFill(rule.daysBefore)} label={t("seminars:daysBefore")} inputMode="numeric" />
              <TextField field={mustFill(rule.feePercent)} label={t("seminars:percent")} inputMode="numeric" />
            </>
          )
        }}
      />
    </>
  )
}

/** Everything that a seminar is, on one page. */
export function SeminarEditor(props: Props) {
  const { t } = useTranslation(["seminars", "actions"])
  const [form, fields] = useSeminarForm(props)
  const parts = { form, fields }
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="card">
      <button type="submit" hidden />
      <div className="grid gap-apart p-apart">
        <ErrorSummary
          fields={[
            ...(["code", "title", "closesAt", "sessions", "fees", "pools", "ways"] as const).map((name) => ({
              field: fields[name],
              label: t(`seminars:${name === "title" ? "name" : name}`),
            })),
          ]}
          formErrors={form.errors ?? []}
        />
        <Basics {...parts} isNew={props.isNew} />
        <Sessions {...parts} rooms={props.rooms} />
        <SeatsAndFees {...parts} />
        <Rules {...parts} />
      </div>
      <SaveBar isDirty={form.dirty}>
        <LinkButton to={props.backTo}>{t("actions:cancel")}</LinkButton>
        <SubmitButton>{t("seminars:save")}</SubmitButton>
      </SaveBar>
    </Form>
  )
}
