import type { SubmissionResult } from "@conform-to/react"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaffOf } from "#app/identity/require-staff.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import {
  type EnteredRow,
  enterPaperList,
  PaperEntry,
  printedLists,
} from "#app/seminars/door/enter-paper-list.server.ts"
import { headForDoor } from "#app/seminars/door/snapshot-for-door.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { PaperOutcome } from "#app/ui/door/paper-outcome.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import type { FieldLike } from "#app/ui/field.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta: MetaFunction = () => [{ title: "紙から戻す | Teiki" }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaffOf(request, "seminars.write", params.organization)
  const door = `/door/${params.organization ?? ""}/${params.seminar ?? ""}`
  return found(
    readScope(actor, async (scope) => {
      const head = await headForDoor(scope, params.seminar ?? "")
      return { door, head, lists: await printedLists(scope, head.id) }
    }),
  )
}

type Reply = ReturnType<typeof data<{ submission: SubmissionResult }>>

/** Nothing was entered: what is wrong stands beside its field. */
function withoutRows(reply: Reply) {
  const rows: EnteredRow[] = []
  return data({ ...reply.data, rows }, reply.init ?? {})
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaffOf(request, "seminars.write", params.organization)
  const form = await parseForm(request, PaperEntry)
  if (!form.ok) return withoutRows(form.reply)
  try {
    const rows = await inScope(actor, async (scope) => {
      const { id } = await headForDoor(scope, params.seminar ?? "")
      return enterPaperList(scope, id, form.value)
    })
    return data({ ...form.keep(), rows })
  } catch (error) {
    return withoutRows(form.refuse(error, actor.locale))
  }
}

/** What was typed stays where something of it is still to be mended. */
function usePaperForm() {
  const answer = useActionData<typeof action>()
  const { submission } = answer ?? {}
  const rows = answer?.rows ?? []
  const wrong = rows.filter(({ outcome }) => ["no-such-row", "unknown", "unreadable", "cancelled"].includes(outcome))
  const typed = (name: string) => {
    const value = submission?.initialValue?.[name]
    return typeof value === "string" ? value : ""
  }
  const field = (name: string, initialValue: string, required = false): FieldLike => {
    const errors = submission?.error?.[name] ?? undefined
    return {
      ...{ id: name, name, errorId: `${name}-error`, descriptionId: `${name}-hint`, required, initialValue },
      ...(errors ? { errors } : {}),
      key: rows.length > 0 ? `${name}-${rows.map(({ row }) => row).join()}` : name,
    }
  }
  return { field, typed, rows, left: wrong.map(({ row }) => row).join(", ") }
}

/** 紙から戻す: what was ticked on the paper list while nothing else worked, by row numbers or by scanning the rows. */
export default function PaperPage() {
  const { t } = useTranslation("doorBoard")
  const { door, head, lists } = useLoaderData<typeof loader>()
  const { field, typed, rows, left } = usePaperForm()
  return (
    <main id="main" className="fingers mx-auto grid w-full max-w-[64rem] gap-apart p-apart">
      <header className="flex flex-wrap items-center justify-between gap-near">
        <div>
          <h1 className="text-title">{t("paperTitle")}</h1>
          <p className="text-muted">{head.title}</p>
        </div>
        <LinkButton to={door} icon="left" reloadDocument>
          {t("backToDoor")}
        </LinkButton>
      </header>
      {lists.length === 0 ? (
        <EmptyState
          icon="report"
          title={t("noLists")}
          action={
            <LinkButton to={`/console/seminars/${head.id}/papers/reception/pdf`} reloadDocument>
              {t("printList")}
            </LinkButton>
          }
        />
      ) : (
        <Form method="post" className="card grid gap-apart p-apart">
          <Callout>{t("paperLead")}</Callout>
          <SelectField
            field={field("listNo", typed("listNo") || String(lists[0]?.listNo ?? ""), true)}
            label={t("listNo")}
            options={lists.map((list) => ({
              value: String(list.listNo),
              label: t("listIs", { no: list.listNo, at: list.printedAt, count: list.rows }),
            }))}
          />
          <TextAreaField
            field={field("rows", rows.length > 0 ? left : typed("rows"), true)}
            label={t("rows")}
            hint={t("rowsHint")}
            rows={4}
          />
          <div className="grid gap-near tablet:grid-cols-2">
            <TextField
              field={field("at", typed("at"))}
              label={t("paperAt")}
              hint={t("paperAtHint")}
              inputMode="numeric"
            />
            <TextField field={field("gate", typed("gate"))} label={t("paperGate")} maxLength={60} />
          </div>
          <div>
            <SubmitButton>{t("paperDo")}</SubmitButton>
          </div>
        </Form>
      )}
      <PaperOutcome rows={rows} />
    </main>
  )
}
