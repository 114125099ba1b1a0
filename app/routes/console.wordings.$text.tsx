import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { previewMail, sendTestMail } from "#app/desk/preview-wording.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { publishWording, restoreWording, saveWording } from "#app/notices/save-wording.server.ts"
import { wordingDifference } from "#app/notices/wording-difference.ts"
import { publishForm, wordingForm } from "#app/notices/wording-form.ts"
import {
  firstWords,
  keyOfText,
  kindOf,
  requiredFor,
  textOfKey,
  variablesFor,
  type WordingKey,
  wordingKinds,
} from "#app/notices/wording-kinds.ts"
import { wordingVersions } from "#app/notices/wordings-for-list.server.ts"
import { parseForm, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Tabs } from "#app/ui/tabs.tsx"
import { WordingEditor, WordingPublish } from "#app/ui/wording-forms.tsx"
import { WordingDifference, WordingPreview, WordingVariables } from "#app/ui/wording-parts.tsx"
import { WordingVersions } from "#app/ui/wording-versions.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navWordings", to: "/console/wordings" }] }

function keyOf(text: string | undefined): WordingKey {
  const key = keyOfText(text)
  if (key === null) throw new Response("not found", { status: 404 })
  return key
}

/** A version's number as an address names it; null where it names none. */
const versionOf = (text: string | null) => (text !== null && /^\d{1,5}$/.test(text) ? Number(text) : null)

async function previewOf(
  scope: Scope,
  asked: WordingKey & { version: number; number: string },
  locale: "ja" | "en",
): Promise<{ mail: { subject: string; text: string } | null; fault: string | null }> {
  try {
    const { subject, text } = await previewMail(scope, asked)
    return { mail: asked.channel === "mail" ? { subject, text } : null, fault: null }
  } catch (error) {
    return { mail: null, fault: refusalReply(error, locale).message }
  }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  const key = keyOf(params.text)
  const search = new URL(request.url).searchParams
  const number = search.get("number") ?? ""
  return readScope(actor, async (scope) => {
    const versions = await wordingVersions(scope, key)
    const wished = versionOf(search.get("version"))
    const seen = versions.find(({ version }) => version === wished) ?? versions[0] ?? null
    const against = versions.find(({ version }) => version === versionOf(search.get("against")))
    const standard = wordingKinds[key.kind][actor.locale]
    return {
      title: `${i18nFor(actor.locale).t("wordings:title")}: ${standard}`,
      ...{ key, text: textOfKey(key), versions, seen, number, locale: actor.locale, email: actor.staff.email },
      words: seen ?? firstWords(key),
      preview: seen ? await previewOf(scope, { ...key, version: seen.version, number }, actor.locale) : null,
      difference:
        seen && against ? { from: against.version, to: seen.version, changes: wordingDifference(against, seen) } : null,
    }
  })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  const key = keyOf(params.text)
  const search = new URL(request.url).searchParams
  const home = `/console/wordings/${textOfKey(key)}`
  const version = versionOf(search.get("version")) ?? 0
  const act = search.get("do")
  if (act === "test" || act === "restore") {
    try {
      const asked = { ...key, version, number: search.get("number") ?? "" }
      if (act === "restore") {
        const next = await inScope(actor, (scope) => restoreWording(scope, asked))
        return redirect(`${home}?version=${next}&done=restored`)
      }
      if (key.channel === "letter") throw new Response("a letter is no mail", { status: 400 })
      await inScope(actor, (scope) => sendTestMail(scope, { ...asked, to: actor.staff.email }))
      return redirect(`${home}?version=${version}&number=${encodeURIComponent(asked.number)}&done=tested`)
    } catch (error) {
      const { message, status } = refusalReply(error, actor.locale)
      return data({ message, submission: null, act }, { status })
    }
  }
  if (act === "publish") {
    const form = await parseForm(request, publishForm)
    if (!form.ok) return form.reply
    try {
      await inScope(actor, (scope) => publishWording(scope, { ...key, ...form.value }))
      const shown = form.value.version === 0 ? "" : `&version=${form.value.version}`
      return redirect(`${home}?done=${form.value.fromOn === "" ? "published" : "planned"}${shown}`)
    } catch (error) {
      return form.refuse(error, actor.locale)
    }
  }
  const form = await parseForm(request, wordingForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    const saved = await inScope(actor, (scope) => saveWording(scope, { ...key, ...form.value }))
    return redirect(`${home}?version=${saved}&done=saved`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

const condition = '{% if copies > 1 %}…{% else %}…{% endif %}\n{{ room | default: "—" }}'
const done = ["saved", "published", "planned", "restored", "tested"] as const

/** Where a series has steps: the words for all of them, and for each. */
function StepTabs({ of }: { readonly of: WordingKey }) {
  const { t } = useTranslation("wordings")
  if (!kindOf(of.kind).hasSteps) return null
  const tabs = [0, 1, 2, 3, 4, 5].map((step) => ({
    label: step === 0 ? t("allSteps") : t("stepOf", { step }),
    to: `/console/wordings/${textOfKey({ ...of, step })}`,
  }))
  return <Tabs label={t("step")} current={`/console/wordings/${textOfKey(of)}`} tabs={tabs} />
}

/** 文言の編集: one text, its variables, its versions, and how it would arrive. */
export default function EditWording() {
  const { t } = useTranslation("wordings")
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const { key, seen, difference } = page
  const told = done.find((one) => one === search.get("done"))
  const submission = answer?.submission ?? null
  const isPublishing = search.get("do") === "publish"
  return (
    <>
      <PageHeader title={page.title} summary={`${t(key.channel)} · ${t(key.locale)}`} />
      <StepTabs of={key} />
      <div role="status">
        {told ? <Callout tone="success">{t(told, { to: page.email })}</Callout> : null}
        {answer && "message" in answer ? <Callout tone="warning">{answer.message}</Callout> : null}
      </div>
      <div className="grid items-start gap-apart desk:grid-cols-2">
        <WordingEditor
          key={`${page.text} ${String(seen?.version ?? 0)}`}
          of={key}
          words={page.words}
          locale={page.locale}
          lastResult={isPublishing ? null : submission}
        />
        <WordingVariables
          variables={variablesFor(key)}
          condition={condition}
          required={requiredFor(key)}
          textLocale={key.locale}
          locale={page.locale}
        />
      </div>
      <WordingVersions of={key} versions={page.versions} seen={seen?.version ?? null} />
      {difference ? (
        <WordingDifference
          title={t("difference", { from: difference.from, to: difference.to })}
          changes={difference.changes}
        />
      ) : null}
      {seen ? (
        <WordingPreview
          key={`${page.text} ${String(seen.version)} ${page.number}`}
          {...{ text: page.text, isLetter: key.channel === "letter", version: seen.version, number: page.number }}
          mail={page.preview?.mail ?? null}
          fault={page.preview?.fault ?? null}
        />
      ) : null}
      {page.versions.length > 0 ? (
        <WordingPublish
          key={`publish ${String(seen?.version ?? 0)}`}
          versions={page.versions}
          seen={seen?.version ?? 0}
          lastResult={isPublishing ? submission : null}
        />
      ) : null}
    </>
  )
}
