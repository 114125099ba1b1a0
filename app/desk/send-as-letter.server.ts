import { letterOfDunningMail } from "#app/billing/dunning/letter-of-dunning-mail.server.ts"
import { refuse } from "#app/desk/refusals.ts"
import type { LetterOfMail, LostMail } from "#app/notices/lost-mail.ts"
import { organizationForNotice } from "#app/notices/organization-for-notice.server.ts"
import { printLetters } from "#app/notices/print-letters.server.ts"
import { wordingsInForce } from "#app/notices/wordings-in-force.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { letterOfCardMail } from "#app/subscriptions/auto-renewal/letter-of-card-mail.server.ts"
import { letterOfChoiceMail } from "#app/subscriptions/discontinued/letter-of-choice-mail.server.ts"
import { letterOfPaymentMail } from "#app/subscriptions/renewal/letter-of-payment-mail.server.ts"
import { letterOfRenewalMail } from "#app/subscriptions/renewal/letter-of-renewal-mail.server.ts"
import { isId } from "#app/values/ids.ts"

type Lost = { id: string; text: string; number: string | null; hasAddress: boolean }

/**
 * 手紙にする: a notice that came back as mail goes out by post, the same step as a letter to print, once. Gives the file. Refuses:
 * mail-not-returned, mail-is-a-letter-already, member-has-no-postal-address, mail-has-no-letter, notice-is-settled.
 */
export async function sendAsLetter(scope: Scope, bounceId: string): Promise<{ fileId: string }> {
  const lost = await lockLost(scope, bounceId)
  const mail: LostMail = {
    ...{ outboxId: lost.id, text: lost.text, asOf: scope.today },
    ...{ sender: await organizationForNotice(scope), wordings: await wordingsInForce(scope) },
  }
  const letter = await letterOf(scope, mail)
  if (letter === null) throw refuse("mail-has-no-letter")
  if (letter === "settled") throw refuse("notice-is-settled")
  const name = `letter-${lost.number ?? lost.id}-${scope.today}`
  const fileId = await printLetters(scope, { kind: "returned-mail", name, letters: [letter] })
  if (fileId === null) throw new Error("a letter gave no file")
  await scope.sql`
    insert into mail_as_letter (organization_id, outbox_id, file_id, made_at, made_by)
    values (${scope.organizationId}, ${lost.id}::uuid, ${fileId}::uuid, ${scope.now}, ${scope.actor})`
  await audit(scope, "send-as-letter", lost.number ?? lost.id, { title: letter.title })
  return { fileId }
}

/** The mail, locked: two desks that press at once make one letter. */
async function lockLost(scope: Scope, bounceId: string): Promise<Lost> {
  const unknown = refuse("mail-not-returned")
  if (!isId(bounceId)) throw unknown
  const [lost] = await scope.sql<Lost>`
    select outbox.id, outbox.body_text as text, member.number,
      coalesce(member.postal_code <> '' and member.street <> '', false) as "hasAddress"
    from mail_bounce as bounce join outbox on outbox.id = bounce.outbox_id
    left join member on member.id = member_kept(outbox.member_id)
    where bounce.id = ${bounceId}::uuid and bounce.action = 'failed' for update of outbox`
  if (!lost) throw unknown
  const [letter] = await scope.sql`select from mail_as_letter where outbox_id = ${lost.id}::uuid`
  if (letter) throw refuse("mail-is-a-letter-already")
  if (!lost.hasAddress) throw refuse("member-has-no-postal-address")
  return lost
}

async function letterOf(scope: Scope, mail: LostMail): Promise<LetterOfMail> {
  for (const find of [
    letterOfRenewalMail,
    letterOfCardMail,
    letterOfPaymentMail,
    letterOfDunningMail,
    letterOfChoiceMail,
  ]) {
    const letter = await find(scope, mail)
    if (letter !== null) return letter
  }
  return null
}
