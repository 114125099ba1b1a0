import { randomInt, randomUUID } from "node:crypto"
import { countAttempt } from "#app/identity/count-attempt.server.ts"
import { codeHash } from "#app/members/reader/prove-code.server.ts"
import { queueMail } from "#app/notices/queue-mail.server.ts"
import { laterBy } from "#app/platform/clock.server.ts"
import { type Actor, inScope } from "#app/platform/scope.server.ts"
import { noticeMail } from "#templates/mail/notice-mail.ts"

const CODES_BY_ADDRESS = 5
const CODES_BY_CLIENT = 40
const VALID_SECONDS = 600

/**
 * Mails a six-digit code to a reader's address (マイページのログイン); it works for ten minutes and five tries. An unknown address
 * gets the same answer and the same rows but no mail. Gives the id of the code. Refuses: too-many-attempts.
 */
export async function mailCode(actor: Actor, email: string, client: string): Promise<string> {
  const address = email.toLowerCase()
  await countAttempt({
    [`reader:${actor.organizationId}:${address}`]: CODES_BY_ADDRESS,
    [`reader-client:${client}`]: CODES_BY_CLIENT,
  })
  const [id, code] = [randomUUID(), String(randomInt(1_000_000)).padStart(6, "0")]
  return inScope(actor, async (scope) => {
    await scope.sql`delete from reader_code where expires_at < ${scope.now}`
    await scope.sql`
      insert into reader_code (organization_id, id, email_normal, code_hash, expires_at)
      values (${scope.organizationId}, ${id}::uuid, ${address}, ${codeHash(id, code)}, ${laterBy(scope.now, VALID_SECONDS)})`
    const [sender] = await scope.sql<{ name: string; phone: string; memberId: string | null; email: string | null }>`
      select case when ${scope.locale} = 'en' then coalesce(nullif(name_english, ''), name) else name end as name, phone,
        known.id as "memberId", known.email
      from organization left join lateral (
        select id, email from member where email_normal = ${address} and merged_into_id is null and erased_at is null
        order by number limit 1
      ) as known on true
      where organization.id = ${scope.organizationId}`
    const mail = codeMail({ code, name: sender?.name ?? "", phone: sender?.phone ?? "", locale: scope.locale })
    if (sender?.email) {
      await queueMail(scope, {
        ...{ ...mail, kind: "sign-in-code", dedupeKey: `sign-in-code:${id}`, recipient: sender.email },
        memberId: sender.memberId,
      })
    }
    return id
  })
}

function codeMail(data: { code: string; name: string; phone: string; locale: "ja" | "en" }) {
  const japanese = data.locale === "ja"
  return noticeMail({
    locale: data.locale,
    subject: japanese ? `【${data.name}】マイページの確認コード` : `${data.name}: your sign-in code`,
    greeting: japanese
      ? "マイページのログイン用確認コードをお送りします。"
      : "Here is the code to sign in to your page.",
    paragraphs: [
      japanese
        ? "画面に次の数字を入力してください。10分間有効です。どなたにも教えないでください。"
        : "Type these digits on the page. They work for ten minutes. Do not pass them on.",
    ],
    table: [[japanese ? "確認コード" : "Code", data.code]],
    link: null,
    signature: [
      japanese
        ? "お心当たりがない場合は、このメールを捨ててください。"
        : "If you did not ask for this, ignore this mail.",
      ...[japanese ? `${data.name} 読者係` : data.name, data.phone].filter((line) => line !== ""),
    ],
  })
}
