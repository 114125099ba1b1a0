import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import {
  announcementChoices,
  announcementsForList,
  announcementWords,
  firstReader,
  reachOf,
} from "#app/desk/announcements/announcement-for-page.server.ts"
import type { announcementTargets } from "#app/desk/announcements/announcement-form.ts"
import { announcementForm, EVERYBODY } from "#app/desk/announcements/announcement-form.ts"
import { announcementMail } from "#app/desk/announcements/announcement-mail.server.ts"
import { deleteAnnouncement, saveAnnouncement } from "#app/desk/announcements/save-announcement.server.ts"
import { sendAnnouncement, sendTestAnnouncement } from "#app/desk/announcements/send-announcement.server.ts"
import { requireStaff, type StaffActor } from "#app/identity/require-staff.server.ts"
import { found, idOfPage, parseForm, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { wake } from "#app/platform/wake.server.ts"
import { AnnouncementEditor } from "#app/ui/announcement-editor.tsx"
import { AnnouncementFacts, AnnouncementResult, AnnouncementState } from "#app/ui/announcement-parts.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { usePolling } from "#app/ui/use-polling.ts"
import { MailPreview } from "#app/ui/wording-parts.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navAnnouncements", to: "/console/announcements" }] }

async function pageOf(scope: Scope, id: string) {
  const words = await announcementWords(scope, id)
  const [announcement] = await announcementsForList(scope, id)
  if (!announcement) throw new Error("the announcement is not in its list")
  const rules = words.rules ?? {}
  const mailOf = await announcementMail(scope, words)
  const { subject, text } = mailOf(await firstReader(scope, rules, words.locale))
  const named = (target: (typeof announcementTargets)[number]) => (words.target === target ? words.targetName : "")
  return {
    title: announcement.subject,
    ...{ announcement, mail: { subject, text }, isGone: words.rules === null },
    reach: announcement.sentAt === null && words.rules !== null ? await reachOf(scope, rules) : null,
    initial: {
      ...{ to: words.segmentId ?? EVERYBODY, locale: words.locale, subject: words.subject, body: words.body },
      ...{ target: words.target, offer: named("offer"), seminar: named("seminar"), address: named("address") },
      ...{ caption: words.caption, sourceCode: words.sourceCode },
    },
    choices: await announcementChoices(scope),
  }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  const id = idOfPage(params.id)
  const page = await found(readScope(actor, (scope) => pageOf(scope, id)))
  return { id, locale: actor.locale, email: actor.staff.email, ...page }
}

async function actOn(actor: StaffActor, id: string, act: "test" | "send" | "delete"): Promise<string> {
  const home = `/console/announcements/${id}`
  if (act === "test") {
    await inScope(actor, (scope) => sendTestAnnouncement(scope, { id, to: actor.staff.email }))
    return `${home}?done=tested`
  }
  if (act === "delete") {
    await inScope(actor, (scope) => deleteAnnouncement(scope, id))
    return "/console/announcements?done=deleted"
  }
  await inScope(actor, (scope) => sendAnnouncement(scope, id))
  await wake("send-announcements", actor.organization.code)
  return `${home}?done=sent`
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  const id = idOfPage(params.id)
  const act = new URL(request.url).searchParams.get("do")
  if (act === "test" || act === "send" || act === "delete") {
    try {
      return redirect(await actOn(actor, id, act))
    } catch (error) {
      const { message, status } = refusalReply(error, actor.locale)
      return data({ message, submission: null }, { status })
    }
  }
  const form = await parseForm(request, announcementForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    await inScope(actor, (scope) => saveAnnouncement(scope, { ...form.value, id }))
    return redirect(`/console/announcements/${id}?done=saved`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

const doings = ["saved", "tested", "sent"] as const

function Draft() {
  const { t, i18n } = useTranslation("announcements")
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { id, reach, announcement } = page
  const people = (count: number) => count.toLocaleString(i18n.language)
  return (
    <>
      <SectionCard title={t("reach")}>
        <div className="flex flex-wrap items-center justify-between gap-apart">
          {reach ? (
            <p>{t("reachOf", { reached: people(reach.reached), members: people(reach.members) })}</p>
          ) : (
            <p className="text-danger">{t("gone")}</p>
          )}
          <span className="flex flex-wrap gap-near">
            <ConfirmDialog
              verb={t("delete")}
              title={t("deleteTitle", { subject: announcement.subject })}
              tone="danger"
              triggerTone="secondary"
              action="?do=delete"
            >
              <p>{t("deleteBody")}</p>
            </ConfirmDialog>
            <ConfirmDialog
              verb={t("send")}
              title={t("sendTitle", { reached: people(reach?.reached ?? 0) })}
              icon="mail"
              people={reach?.reached ?? 0}
              disabled={(reach?.reached ?? 0) === 0}
              action="?do=send"
            >
              <p>{t("sendBody")}</p>
            </ConfirmDialog>
          </span>
        </div>
      </SectionCard>
      <AnnouncementEditor
        key={id}
        id={`announcement-${id}`}
        lastResult={answer?.submission ?? null}
        {...{ initial: page.initial, choices: page.choices, locale: page.locale }}
      />
    </>
  )
}

/** ご案内: a draft with whom it reaches and how it arrives; sent, what became of it. */
export default function Announcement() {
  const { t } = useTranslation("announcements")
  const { id, title, announcement, mail, email } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const told = doings.find((one) => one === search.get("done"))
  const isSent = announcement.sentAt !== null
  usePolling(isSent && announcement.unmade > 0)
  return (
    <>
      <PageHeader title={title} marks={<AnnouncementState of={announcement} />} />
      <div role="status">
        {told ? <Callout tone="success">{t(told, { to: email })}</Callout> : null}
        {answer && "message" in answer ? <Callout tone="warning">{answer.message}</Callout> : null}
      </div>
      {isSent ? (
        <>
          <AnnouncementResult of={announcement} />
          <SectionCard title={t("result")}>
            <AnnouncementFacts of={announcement} />
          </SectionCard>
        </>
      ) : (
        <Draft />
      )}
      <SectionCard title={isSent ? t("asSent") : t("preview")}>
        <div className="grid gap-apart">
          <MailPreview
            {...mail}
            source={`/console/announcements/${id}/preview`}
            testAction={isSent ? null : "?do=test"}
          />
        </div>
      </SectionCard>
    </>
  )
}
