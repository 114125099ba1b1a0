import { useTranslation } from "react-i18next"
import { Button } from "#app/ui/button.tsx"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import { DateField } from "#app/ui/date-field.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { FileField } from "#app/ui/file-field.tsx"
import { FormSection } from "#app/ui/form-section.tsx"
import { sampleField } from "#app/ui/gallery-samples.ts"
import { KanaField } from "#app/ui/kana-field.tsx"
import { MoneyField } from "#app/ui/money-field.tsx"
import { PostalCodeField } from "#app/ui/postal-code-field.tsx"
import { RadioCards } from "#app/ui/radio-cards.tsx"
import { SaveBar } from "#app/ui/save-bar.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

const phone = sampleField("phone", {
  required: true,
  initialValue: "03-123",
  errors: ["電話番号は数字10〜11桁で入力してください(ハイフンはあってもなくても可)"],
})

function PersonSections() {
  const { t } = useTranslation("members")
  return (
    <>
      <FormSection title={t("name")} description="フリガナは入力に合わせて補います。" columns={2}>
        <TextField
          field={sampleField("familyName", { required: true, initialValue: "髙橋" })}
          label={t("familyName")}
          autoComplete="family-name"
        />
        <TextField
          field={sampleField("givenName", { required: true, initialValue: "真理子" })}
          label={t("givenName")}
          autoComplete="given-name"
        />
        <KanaField
          field={sampleField("familyKana", { required: true })}
          label={t("familyKana")}
          sourceId="sample-familyName"
        />
        <KanaField
          field={sampleField("givenKana", { required: true })}
          label={t("givenKana")}
          sourceId="sample-givenName"
        />
        <DateField
          field={sampleField("birthday", { initialValue: "1978-05-03" })}
          label={t("birthday")}
          showsEra
          autoComplete="bday"
        />
      </FormSection>
      <FormSection title={t("contact")}>
        <PostalCodeField
          field={sampleField("postalCode", { required: true, initialValue: "101-0051" })}
          label={t("postalCode")}
        />
        <TextField field={sampleField("city")} label={t("city")} autoComplete="address-level2" />
        <TextField
          field={phone}
          label={t("phone")}
          type="tel"
          autoComplete="tel"
          inputMode="tel"
          hint="日中つながる番号"
        />
      </FormSection>
    </>
  )
}

/** Every field once, in the states a form can be in. */
export function GalleryForms() {
  const { t } = useTranslation(["orders", "actions", "imports", "members", "apply"])
  return (
    <section className="card" aria-label="Forms">
      <div className="grid gap-apart p-apart">
        <ErrorSummary takesFocus={false} fields={[{ field: phone, label: t("members:phone") }]} />
        <PersonSections />
        <FormSection title={t("orders:offer")}>
          <RadioCards
            field={sampleField("offer", { required: true, initialValue: "year" })}
            label={t("orders:offer")}
            cards={[
              { value: "half", label: "半年購読 6号", description: "送料込み", aside: "7,200円" },
              { value: "year", label: "年間購読 12号", description: "送料込み、1号あたり1,100円", aside: "13,200円" },
              {
                value: "three",
                label: "3年購読 36号",
                description: "受付は終了しました",
                aside: "36,300円",
                disabled: true,
              },
            ]}
          />
          <SelectField
            field={sampleField("channel", { errors: ["受付方法を選択してください"], required: true })}
            label={t("orders:channel")}
            options={[
              { value: "phone", label: t("orders:phone") },
              { value: "fax", label: t("orders:fax") },
            ]}
          />
          <MoneyField
            field={sampleField("price", { required: true, initialValue: "13200" })}
            label={t("orders:price")}
          />
          <TextAreaField field={sampleField("note")} label={t("members:note")} hint="帳票には印字されません" />
          <FileField
            field={sampleField("file")}
            label={t("imports:file")}
            accept=".csv,.xlsx"
            types="CSV・Excel"
            size="20 MB"
          />
          <CheckboxField field={sampleField("agree", { required: true })} label={t("apply:agree")} />
        </FormSection>
      </div>
      <SaveBar isDirty={false}>
        <Button>{t("actions:cancel")}</Button>
        <Button tone="primary">{t("actions:save")}</Button>
      </SaveBar>
    </section>
  )
}
