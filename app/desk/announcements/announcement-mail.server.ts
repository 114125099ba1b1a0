import { type AnnouncementTarget, announcementVariables } from "#app/desk/announcements/announcement-form.ts"
import { type NoticeSender, organizationForNotice } from "#app/notices/organization-for-notice.server.ts"
import { signatureOf } from "#app/notices/signature-of.ts"
import { unsubscribeUrl } from "#app/notices/unsubscribe-token.server.ts"
import { wordsToMany } from "#app/notices/words-to-many.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { wordedMail } from "#templates/mail/worded-mail.ts"

export type AnnouncementWords = Readonly<{
  subject: string
  body: string
  locale: "ja" | "en"
  target: AnnouncementTarget
  targetName: string
  caption: string
  sourceCode: string
}>

export type Reader = Readonly<{ memberId: string; name: string; number: string }>

/** Where its button leads: a form of ours carries the source code, so that every order and registration names it (K3). */
function targetUrl({ target, targetName, sourceCode }: AnnouncementWords, organization: string): string | null {
  if (target === "none") return null
  if (target === "address") return targetName
  const name = encodeURIComponent(targetName)
  const url = new URL(
    `${publicUrl()}/o/${organization}/${target === "offer" ? `apply/${name}` : `seminars/${name}/apply`}`,
  )
  if (sourceCode !== "") url.searchParams.set("source", sourceCode)
  return url.href
}

const stopLine = (sender: NoticeSender, memberId: string, locale: "ja" | "en") =>
  `${locale === "ja" ? "ご案内の配信を止める" : "Stop these mails"}: ${unsubscribeUrl(sender.code, memberId)}`

/**
 * An announcement as each reader gets it, read once for all of them. It says who sends it, from where, and how it is stopped
 * (特定電子メールの送信の適正化等に関する法律 4条).
 */
export async function announcementMail(scope: Scope, words: AnnouncementWords) {
  const sender = await organizationForNotice(scope)
  const { locale } = words
  const organization = locale === "ja" ? sender.name : sender.nameEnglish
  const url = targetUrl(words, sender.code)
  const say = wordsToMany(words, announcementVariables(words.target).variables)
  return ({ memberId, name, number }: Reader) => {
    const greeting = locale === "ja" ? `${name} 様` : `Dear ${name},`
    const said = say({
      ...{ greeting, organization, member_name: name, member_number: number },
      ...(url === null ? {} : { link_url: url }),
    })
    const signature = [...signatureOf(sender, publicUrl(), locale), stopLine(sender, memberId, locale)]
    const link = url === null ? null : { url, caption: words.caption }
    const notice = { locale, subject: said.subject, greeting, paragraphs: [], table: [], link, signature }
    return wordedMail({ notice, ...said })
  }
}
