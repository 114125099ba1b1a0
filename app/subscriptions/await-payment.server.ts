import type { CheckoutState } from "#app/billing/stripe/paid-checkout.server.ts"
import { queueMail } from "#app/notices/queue-mail.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { StoredForm } from "#app/subscriptions/application.ts"
import { type NoticeSender, organizationForNotice } from "#app/notices/organization-for-notice.server.ts"
import { signatureOf } from "#app/notices/signature-of.ts"
import { dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import { wordingsInForce } from "#app/notices/wordings-in-force.server.ts"

type Awaited = NonNullable<CheckoutState["awaits"]>

/**
 * お支払い待ち: the reader has his number for the store, or the account to transfer to; he gets its page by mail, once. The order is made
 * when the money comes. Refuses nothing.
 */
export async function awaitPayment(
  scope: Scope,
  application: Readonly<{ id: string; itemName: string; form: StoredForm; totalYen: number }>,
  awaited: Awaited,
): Promise<void> {
  const marked = await scope.sql`
    update application set state = 'awaiting-payment', payable_until = ${awaited.until}::date,
      instructions_url = ${awaited.instructionsUrl}
    where id = ${application.id}::uuid and state = 'confirmed' returning id`
  if (marked.length === 0) return
  await audit(scope, "await-payment", application.id, { way: awaited.way })
  if (application.form.email === "") return
  const sender = await organizationForNotice(scope)
  const wordings = await wordingsInForce(scope)
  const notice =
    scope.locale === "en" ? inEnglish(application, awaited, sender) : inJapanese(application, awaited, sender)
  const [amount, until] = notice.table
  const { familyName, givenName } = application.form
  const values = {
    ...{ member_name: `${familyName} ${givenName}`, item: application.itemName },
    ...{ amount: amount?.[1] ?? "", until: until?.[1] ?? "" },
  }
  await queueMail(scope, {
    ...wordings.mail({ kind: "awaiting-payment", values }, notice),
    ...{ kind: "payment-notice", dedupeKey: `await-payment:${application.id}`, recipient: application.form.email },
    memberId: null,
  })
}

type Application = Parameters<typeof awaitPayment>[1]

function inJapanese(
  { form, itemName, totalYen }: Application,
  { way, until, instructionsUrl }: Awaited,
  sender: NoticeSender,
) {
  const isStore = way === "convenience-store"
  return {
    locale: "ja" as const,
    subject: `【${sender.name}】お支払いのご案内`,
    greeting: `${form.companyName === "" ? "" : `${form.companyName} `}${form.familyName} ${form.givenName} 様`,
    paragraphs: [
      `${itemName}のお申し込みを承りました。`,
      isStore
        ? "下のページの払込番号を、期限までにコンビニエンスストアでお支払いください。お支払いを確認した時点でお申し込みが成立します。"
        : "下のページの口座へお振り込みください(振込手数料はご負担をお願いいたします)。入金を確認した時点でお申し込みが成立します。",
    ],
    table: [
      ["お支払い金額", `${totalYen.toLocaleString("ja-JP")}円(税込)`] as const,
      ...(until === null ? [] : [["お支払い期限", `${dateInJapanese(until)} 23時59分`] as const]),
    ],
    link: { url: instructionsUrl, caption: isStore ? "払込番号を見る" : "振込先を見る" },
    signature: signatureOf(sender, publicUrl(), "ja"),
  }
}

function inEnglish(
  { form, itemName, totalYen }: Application,
  { way, until, instructionsUrl }: Awaited,
  sender: NoticeSender,
) {
  const isStore = way === "convenience-store"
  return {
    locale: "en" as const,
    subject: `${sender.nameEnglish}: how to pay`,
    greeting: `Dear ${form.familyName} ${form.givenName},`,
    paragraphs: [
      `Thank you for applying for ${itemName}.`,
      isStore
        ? "Please pay at a convenience store with the number on the page below. Your application is complete when the payment arrives."
        : "Please transfer to the account on the page below (fees are yours). Your application is complete when the money arrives.",
    ],
    table: [
      ["To pay", `¥${totalYen.toLocaleString("en")} (tax included)`] as const,
      ...(until === null ? [] : [["Until", `${dateInEnglish(until)}, 23:59 Japan time`] as const]),
    ],
    link: { url: instructionsUrl, caption: isStore ? "See the number" : "See the account" },
    signature: signatureOf(sender, publicUrl(), "en"),
  }
}
