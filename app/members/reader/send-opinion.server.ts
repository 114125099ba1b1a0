import { queueMail } from "#app/notices/queue-mail.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"
import { noticeMail } from "#templates/mail/notice-mail.ts"

type Opinion = Readonly<{ memberId: MemberId | null; name: string; contact: string; body: string }>

/**
 * Keeps what a reader writes to the operators (ご意見, A9): in his member's notes and by mail to the publisher. Of somebody who is not
 * signed in the note goes to the one member with that mail address, marked as unproven by its contact.
 */
export async function sendOpinion(scope: Scope, opinion: Opinion): Promise<void> {
  const [kept] = await scope.sql<{ id: string; number: string | null; email: string; organization: string }>`
    with known as (
      select min(id::text)::uuid as id, min(number) as number from member
      where merged_into_id is null and erased_at is null and (id = ${opinion.memberId}::uuid
        or (${opinion.memberId}::uuid is null and email_normal <> '' and email_normal = lower(${opinion.contact})))
      having count(*) = 1
    ), kept as (
      insert into reader_opinion (organization_id, member_id, is_signed_in, contact, body, sent_at)
      select ${scope.organizationId}, (select id from known), ${opinion.memberId !== null},
        ${opinion.memberId === null ? `${opinion.name} ${opinion.contact}` : ""}, ${opinion.body}, ${scope.now}
      returning id
    )
    select kept.id, (select number from known) as number, organization.email, organization.name as organization
    from kept cross join organization where organization.id = ${scope.organizationId}`
  if (!kept || kept.email === "") return
  await queueMail(scope, {
    ...{ kind: "reader-opinion", dedupeKey: `reader-opinion:${kept.id}`, recipient: kept.email, memberId: null },
    ...noticeMail({
      locale: "ja",
      subject: `読者からのご意見(${kept.number ?? opinion.name})`,
      greeting: `${kept.organization} 読者係 御中`,
      paragraphs: [opinion.body],
      table: [
        ["会員番号", kept.number ?? "不明"],
        ["お名前", opinion.name],
        ["連絡先", opinion.contact],
        ["ログイン", opinion.memberId === null ? "なし(本人確認されていません)" : "あり"],
      ],
      ...{ link: null, signature: ["マイページから送信されました"] },
    }),
  })
}
