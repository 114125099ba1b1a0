import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import type { WordingChange } from "#app/notices/wording-difference.ts"
import { exampleOf, type WordingVariable, wordingVariables } from "#app/notices/wording-variables.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

const code = (name: string) => `{{ ${name} }}`
/** 使える変数: what a text may name, what it means and how it looks. */
export function WordingVariables(props: {
  readonly variables: readonly WordingVariable[]
  readonly required: readonly (readonly WordingVariable[])[]
  /** How a condition and a default are written, with variables of this text. */
  readonly condition: string
  /** Of the text, for its examples; the page speaks its own. */
  readonly textLocale: "ja" | "en"
  readonly locale: "ja" | "en"
}) {
  const { t } = useTranslation("wordings")
  const needed = props.required.map((group) => group.map(code).join(" / "))
  return (
    <SectionCard title={t("variables")} flush>
      <div className="grid gap-near p-apart text-small text-muted">
        {needed.length === 0 ? null : <p>{t("needs", { names: needed.join(", ") })}</p>}
        <p>{t("how")}</p>
        <pre className="font-mono whitespace-pre-wrap">{props.condition}</pre>
      </div>
      <DataTable
        caption={t("variables")}
        rows={props.variables}
        rowKey={(name) => name}
        empty={null}
        columns={[
          {
            ...{ key: "variable", header: t("variable") },
            render: (name) => <code className="font-mono whitespace-nowrap">{code(name)}</code>,
          },
          { key: "means", header: t("means"), render: (name) => wordingVariables[name][props.locale] },
          {
            ...{ key: "example", header: t("example") },
            render: (name) => <span className="break-all">{String(exampleOf(name, props.textLocale))}</span>,
          },
        ]}
      />
    </SectionCard>
  )
}

/** 違い: lines that came and went, told by sign and word, not by colour alone. */
export function WordingDifference(props: { readonly title: string; readonly changes: readonly WordingChange[] }) {
  const { t } = useTranslation("wordings")
  const isSame = props.changes.every(({ added, removed }) => !added && !removed)
  return (
    <SectionCard title={props.title}>
      {isSame ? <p>{t("same")}</p> : null}
      <div className="grid font-mono text-small whitespace-pre-wrap">
        {props.changes.map(({ value, added, removed }, at) => {
          const text = value.replace(/\n$/, "")
          const key = `${String(at)}${text}`
          if (added) return <ins key={key} className="block bg-success-soft no-underline" aria-label={t("added")}>{`+ ${text}`}</ins> // prettier-ignore
          if (removed) return <del key={key} className="block bg-danger-soft" aria-label={t("removed")}>{`− ${text}`}</del> // prettier-ignore
          return <span key={key}>{`  ${text}`}</span>
        })}
      </div>
    </SectionCard>
  )
}

/** A version as it would arrive: a real member's, by number; and the way to send it to oneself. */
export function WordingPreview(props: {
  readonly text: string
  readonly isLetter: boolean
  readonly version: number
  readonly number: string
  readonly fault: string | null
  readonly mail: { readonly subject: string; readonly text: string } | null
}) {
  const { t } = useTranslation("wordings")
  const search = new URLSearchParams({ version: String(props.version), number: props.number }).toString()
  const source = `/console/wordings/${props.text}/preview?${search}`
  return (
    <SectionCard title={t("previewOf", { version: props.version })}>
      <div className="grid gap-apart">
        <Form method="get" className="flex flex-wrap items-end gap-near">
          <input type="hidden" name="version" value={props.version} />
          <label className="grid gap-tight">
            {t("number")}
            <input name="number" defaultValue={props.number} className="control" aria-describedby="number-hint" />
          </label>
          <SubmitButton tone="secondary">{t("preview")}</SubmitButton>
        </Form>
        <p id="number-hint" className="text-small text-muted">
          {t("numberHint")}
        </p>
        {props.fault === null ? null : (
          <p role="alert" className="text-danger">
            {props.fault}
          </p>
        )}
        {props.isLetter && props.fault === null ? (
          <div>
            <LinkButton to={source} reloadDocument icon="mail">
              {t("letterPdf")}
            </LinkButton>
          </div>
        ) : null}
        {props.mail ? <MailPreview {...props.mail} source={source} testAction={`?do=test&${search}`} /> : null}
      </div>
    </SectionCard>
  )
}

/** A mail as it would arrive, as text and as HTML, and the way to send it to oneself. */
export function MailPreview(props: {
  readonly subject: string
  readonly text: string
  /** Where its HTML is. */
  readonly source: string
  readonly testAction: string | null
}) {
  const { t } = useTranslation("wordings")
  return (
    <>
      <p>
        <span className="text-muted">{t("subject")}: </span>
        <strong>{props.subject}</strong>
      </p>
      <div className="grid gap-apart desk:grid-cols-2">
        <section className="grid min-w-0 content-start gap-near" aria-label={t("asText")}>
          <h3 className="text-body">{t("asText")}</h3>
          <pre className="rounded-small border border-line p-near text-small break-words whitespace-pre-wrap">
            {props.text}
          </pre>
        </section>
        <section className="grid min-w-0 content-start gap-near" aria-label={t("asHtml")}>
          <h3 className="text-body">{t("asHtml")}</h3>
          <iframe title={t("asHtml")} src={props.source} sandbox="" className="h-[32rem] w-full border border-line" />
        </section>
      </div>
      {props.testAction === null ? null : (
        <Form method="post" action={props.testAction}>
          <SubmitButton tone="secondary">{t("test")}</SubmitButton>
        </Form>
      )}
    </>
  )
}
