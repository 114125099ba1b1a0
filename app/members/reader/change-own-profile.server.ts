import type { z } from "zod"
import { changeMember } from "#app/members/change-member.server.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import type { profileForm } from "#app/members/reader/reader-forms.ts"
import { refuse } from "#app/members/refusals.ts"
import { queueMail } from "#app/notices/queue-mail.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"
import { noticeMail } from "#templates/mail/notice-mail.ts"

/**
 * Changes what a reader may change of himself, from today; all else stays. A new mail address is told to the old one, so that
 * nobody takes a page over in silence. Refuses: member-not-here.
 */
export async function changeOwnProfile(
  scope: Scope,
  memberId: MemberId,
  form: z.infer<ReturnType<typeof profileForm>>,
): Promise<void> {
  const member = await memberForPage(scope, memberId)
  if (!member) throw refuse("member-not-here")
  const { companyName, department, jobTitle, industry, occupation, note } = member
  await changeMember(scope, memberId, {
    ...{ companyName, department, jobTitle, industry, occupation, note, gender: member.gender ?? undefined },
    ...{ bornOn: member.bornOn ?? "", copiesTo: member.copiesTo, effectiveOn: scope.today },
    ...form,
    locale: form.locale ?? member.locale,
  })
  if (member.email === "" || member.email.toLowerCase() === form.email.toLowerCase()) return
  const [sender] = await scope.sql<{ name: string; phone: string }>`
    select case when ${scope.locale} = 'en' then coalesce(nullif(name_english, ''), name) else name end as name, phone
    from organization where id = ${scope.organizationId}`
  const japanese = scope.locale === "ja"
  const signature = [sender?.name ?? "", sender?.phone ?? ""].filter((line) => line !== "")
  await queueMail(scope, {
    ...{
      kind: "mail-changed",
      dedupeKey: `mail-changed:${memberId}:${scope.now.toISOString()}`,
      recipient: member.email,
    },
    memberId,
    ...noticeMail({
      locale: scope.locale,
      subject: japanese
        ? `【${sender?.name ?? ""}】メールアドレスの変更`
        : `${sender?.name ?? ""}: your mail address was changed`,
      greeting: japanese
        ? `${member.familyName} ${member.givenName} 様`
        : `Dear ${member.familyName} ${member.givenName},`,
      paragraphs: [
        japanese
          ? "マイページでメールアドレスが変更されました。お心当たりがない場合は、すぐに読者係へお知らせください。"
          : "Your mail address was changed on your page. If this was not you, please tell the reader service at once.",
      ],
      ...{ table: [], link: null, signature },
    }),
  })
}
