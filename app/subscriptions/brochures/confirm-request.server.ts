import { type NoticeSender, organizationForNotice } from "#app/notices/organization-for-notice.server.ts"
import { queueMail } from "#app/notices/queue-mail.server.ts"
import { signatureOf } from "#app/notices/signature-of.ts"
import { wordingsInForce } from "#app/notices/wordings-in-force.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { BrochureRequestForm } from "#app/subscriptions/brochures/brochure-form.ts"
import type { MemberId } from "#app/values/ids.ts"
import type { NoticeMail } from "#templates/mail/notice-mail.ts"

type Requested = Readonly<{ number: string; memberId: MemberId; form: BrochureRequestForm }>

/** 資料請求の受付メール: the reader's own request confirmed with its number and what is sent, once. Refuses nothing. */
export async function confirmRequest(scope: Scope, { number, memberId, form }: Requested): Promise<void> {
  const [wanted] = await scope.sql<{ names: string[] }>`
    select coalesce(array_agg(brochure.name order by brochure.name), '{}') as names
    from brochure where code = any (${[...form.brochures]}::text[])`
  const sender = await organizationForNotice(scope)
  const name = `${form.companyName === "" ? "" : `${form.companyName} `}${form.familyName} ${form.givenName}`.trim()
  const said = { number, item: (wanted?.names ?? []).join(scope.locale === "en" ? ", " : "、"), name }
  const notice = scope.locale === "en" ? inEnglish(said, sender) : inJapanese(said, sender)
  const values = { member_name: name, item: said.item, order_number: number }
  await queueMail(scope, {
    ...(await wordingsInForce(scope)).mail({ kind: "brochures", values }, notice),
    ...{ kind: "brochures", dedupeKey: `brochures:${number}`, recipient: form.email, memberId },
  })
}

type Said = Readonly<{ number: string; item: string; name: string }>

const inJapanese = ({ number, item, name }: Said, sender: NoticeSender): NoticeMail => ({
  ...{ locale: "ja", subject: `【${sender.name}】資料請求を承りました`, greeting: `${name} 様` },
  paragraphs: ["資料のご請求をいただき、ありがとうございます。準備ができしだい、お届け先へ発送いたします。"],
  table: [
    ["受付番号", number],
    ["資料", item],
  ],
  link: null,
  signature: signatureOf(sender, publicUrl(), "ja"),
})

const inEnglish = ({ number, item, name }: Said, sender: NoticeSender): NoticeMail => ({
  ...{ locale: "en", subject: `${sender.nameEnglish}: your request for brochures`, greeting: `Dear ${name},` },
  paragraphs: ["Thank you for your request. What you asked for is sent to your address as soon as it is ready."],
  table: [
    ["Request", number],
    ["Brochures", item],
  ],
  link: null,
  signature: signatureOf(sender, publicUrl(), "en"),
})
