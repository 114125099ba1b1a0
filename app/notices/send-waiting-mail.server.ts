import nodemailer, { type Transporter } from "nodemailer"
import { z } from "zod"
import { statusIn } from "#app/notices/bounce.ts"
import { keepBounces } from "#app/notices/keep-bounces.server.ts"
import { mayStop } from "#app/notices/notice-kinds.ts"
import { unsubscribeUrl } from "#app/notices/unsubscribe-token.server.ts"
import { laterBy } from "#app/platform/clock.server.ts"
import { house } from "#app/platform/house.server.ts"
import { type Actor, inScope } from "#app/platform/scope.server.ts"

type Waiting = {
  id: string
  recipient: string
  subject: string
  body_text: string
  body_html: string
  attempts: number
  kind: string
  member_id: string | null
  organization: string
  sender: string
}

const BATCH = 50
const LEASE_SECONDS = 300
const TRIES = 12

/**
 * Sends the waiting mails of an organization. Each is leased in a short transaction, sent outside of it, and marked in
 * another; cut off in between it goes out again with the same Message-ID. An address that the server refuses is kept as returned mail,
 * as if a report had come; anything else is tried again, and after 12 tries over days parked as failed.
 */
export async function sendWaitingMail(actor: Actor): Promise<{ sent: number; failed: number }> {
  const url = house().settings.smtpUrl
  if (url === undefined) return { sent: 0, failed: 0 }
  const transport = nodemailer.createTransport(url)
  let sent = 0
  let failed = 0
  try {
    for (;;) {
      const batch = await lease(actor)
      for (const mail of batch) {
        if (await sendOne(actor, transport, mail)) sent += 1
        else failed += 1
      }
      if (batch.length < BATCH) return { sent, failed }
    }
  } finally {
    transport.close()
  }
}

const lease = (actor: Actor) =>
  inScope(
    actor,
    (scope) => scope.sql<Waiting>`
      with due as (
        select organization_id, id from outbox where state = 'waiting' and send_after <= ${scope.now}
        order by send_after limit ${BATCH} for update skip locked
      )
      update outbox set attempts = attempts + 1, send_after = ${laterBy(scope.now, LEASE_SECONDS)}
      from due, organization where outbox.id = due.id and organization.id = due.organization_id
      returning outbox.id, recipient, subject, body_text, body_html, attempts, outbox.kind, outbox.member_id,
        organization.code as organization, organization.name as sender`,
  )

/** What is not owed by contract can be stopped from the mail itself, with one click (RFC 8058). */
const stopHeaders = ({ kind, member_id, organization }: Waiting): Record<string, string> =>
  member_id !== null && mayStop(kind)
    ? {
        "List-Unsubscribe": `<${unsubscribeUrl(organization, member_id)}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      }
    : {}

async function sendOne(actor: Actor, transport: Transporter, mail: Waiting): Promise<boolean> {
  const { mailFrom, mailReturnTo, url } = house().settings
  try {
    await transport.sendMail({
      messageId: `<${mail.id}@${new URL(url).hostname}>`,
      from: { name: mail.sender, address: mailFrom },
      to: mail.recipient,
      envelope: { from: mailReturnTo, to: mail.recipient },
      subject: mail.subject,
      text: mail.body_text,
      html: mail.body_html,
      headers: stopHeaders(mail),
    })
  } catch (error) {
    await giveUpOrPostpone(actor, mail, error)
    return false
  }
  await inScope(
    actor,
    (scope) => scope.sql`
      update outbox set sent_at = ${scope.now},
        -- Its report may have been faster.
        state = case when state = 'returned' then state else 'sent' end,
        last_error = case when state = 'returned' then last_error end,
        body_text = case when kind = 'sign-in-code' then '' else body_text end,
        body_html = case when kind = 'sign-in-code' then '' else body_html end
      where id = ${mail.id}::uuid`,
  )
  return true
}

/** What nodemailer tells when the server has refused the one recipient. */
const RecipientRefused = z.object({ command: z.literal("RCPT TO"), responseCode: z.number(), response: z.string() })

/** Sign-in wanted, service closing: the server speaks of us and itself, not of the address. */
const aboutUs: ReadonlySet<number> = new Set([421, 530, 534, 535, 538])

/**
 * The refusal of an address; null where the mail server is at fault or we are: a relay that knows us no more (x.7.x) refuses every address,
 * and none of them is wrong.
 */
function refusedAddress(error: unknown): Readonly<{ status: string; answer: string; isForGood: boolean }> | null {
  const refused = RecipientRefused.safeParse(error)
  if (!refused.success || aboutUs.has(refused.data.responseCode)) return null
  const { response: answer, responseCode } = refused.data
  const status = statusIn(answer)
  return status === null || /^\d\.7\./.test(status) || /relay/i.test(answer)
    ? null
    : { status, answer, isForGood: responseCode >= 500 }
}

async function giveUpOrPostpone(actor: Actor, mail: Waiting, error: unknown): Promise<void> {
  const refused = refusedAddress(error)
  if (refused === null || (!refused.isForGood && mail.attempts < TRIES)) {
    await postpone(actor, mail, error instanceof Error ? error.message : String(error))
    return
  }
  const { status, answer: diagnostic } = refused
  await inScope(actor, (scope) =>
    keepBounces(scope, [
      { outboxId: mail.id, reportKey: `refused:${mail.attempts}`, action: "failed", status, diagnostic },
    ]),
  )
}

const postpone = (actor: Actor, mail: Waiting, message: string) =>
  inScope(
    actor,
    (scope) => scope.sql`
      update outbox set last_error = ${message}, state = ${mail.attempts >= TRIES ? "failed" : "waiting"},
        send_after = ${laterBy(scope.now, Math.min(6 * 3600, 60 * 2 ** mail.attempts))}
      where id = ${mail.id}::uuid and state = 'waiting'`,
  )
