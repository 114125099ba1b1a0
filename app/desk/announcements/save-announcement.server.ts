import { type AnnouncementInput, announcementVariables } from "#app/desk/announcements/announcement-form.ts"
import { refuse } from "#app/desk/refusals.ts"
import { checkWords } from "#app/notices/check-wording.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

type Checked = Pick<
  AnnouncementInput,
  "subject" | "body" | "locale" | "target" | "targetName" | "segmentId" | "sourceCode"
>

/**
 * Whether an announcement can be read and leads somewhere today. Refuses what checkWords refuses, announcement-to-nobody,
 * announcement-leads-nowhere, announcement-source-is-unknown.
 */
export async function checkAnnouncement(scope: Scope, input: Checked): Promise<void> {
  checkWords({ ...announcementVariables(input.target), locale: input.locale, mostLines: null }, input)
  const [known] = await scope.sql<{ segment: boolean; offer: boolean; seminar: boolean; source: boolean }>`
    select exists (select from segment where id = ${input.segmentId}::uuid and retired_at is null) as segment,
      exists (select from offer where code = ${input.targetName} and on_sale) as offer,
      exists (select from seminar where code = ${input.targetName} and state = 'published') as seminar,
      exists (select from source_code where code = ${input.sourceCode}
        and (ends_on is null or ends_on >= ${scope.today}::date)) as source`
  if (input.segmentId !== null && !known?.segment) throw refuse("announcement-to-nobody", {}, { field: "to" })
  if ((input.target === "offer" || input.target === "seminar") && !known?.[input.target]) {
    throw refuse("announcement-leads-nowhere", { name: input.targetName }, { field: input.target })
  }
  if (input.sourceCode !== "" && !known?.source) {
    throw refuse("announcement-source-is-unknown", { code: input.sourceCode }, { field: "sourceCode" })
  }
}

/**
 * Keeps the draft of an announcement (ご案内の下書き), new or changed. Refuses what checkWords refuses, a segment, offer, seminar or source code
 * that is not in use, and announcement-is-sent.
 */
export async function saveAnnouncement(
  scope: Scope,
  input: AnnouncementInput & Readonly<{ id: string | null }>,
): Promise<{ id: string }> {
  await checkAnnouncement(scope, input)
  const { id, subject, body, locale, target, targetName, caption, segmentId, sourceCode } = input
  if (id !== null) await lockDraft(scope, id)
  const [saved] =
    id === null
      ? await scope.sql<{ id: string }>`
          insert into announcement (organization_id, subject, body, locale, target, target_name, caption, segment_id, source_code,
            written_at, written_by)
          values (${scope.organizationId}, ${subject}, ${body}, ${locale}, ${target}, ${targetName}, ${caption}, ${segmentId}::uuid,
            ${sourceCode}, ${scope.now}, ${scope.actor}) returning id`
      : await scope.sql<{ id: string }>`
          update announcement set subject = ${subject}, body = ${body}, locale = ${locale}, target = ${target},
            target_name = ${targetName}, caption = ${caption}, segment_id = ${segmentId}::uuid, source_code = ${sourceCode},
            written_at = ${scope.now}, written_by = ${scope.actor}
          where id = ${id}::uuid returning id`
  if (!saved) throw new Error("the announcement gave no row")
  await audit(scope, "save-announcement", saved.id, { subject })
  return saved
}

/** Throws a draft away. Refuses: no-such-announcement, announcement-is-sent. */
export async function deleteAnnouncement(scope: Scope, id: string): Promise<void> {
  const { subject } = await lockDraft(scope, id)
  await scope.sql`delete from announcement where id = ${id}::uuid`
  await audit(scope, "delete-announcement", id, { subject })
}

/** Locks a draft. Refuses: no-such-announcement, announcement-is-sent. */
export async function lockDraft(scope: Scope, id: string): Promise<{ subject: string }> {
  const [row] = await scope.sql<{ subject: string; is_sent: boolean }>`
    select subject, sent_at is not null as is_sent from announcement where id = ${id}::uuid for update`
  if (!row) throw refuse("no-such-announcement")
  if (row.is_sent) throw refuse("announcement-is-sent", { subject: row.subject })
  return row
}
