import nodemailer, { type Transporter } from "nodemailer"
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
 * another; cut off in between it goes out again with the same Message-ID. After 12 tries over days it is parked as failed.
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
  const { mailFrom, url } = house().settings
  try {
    await transport.sendMail({
      messageId: `<${mail.id}@${new URL(url).hostname}>`,
      from: { name: mail.sender, address: mailFrom },
      to: mail.recipient,
      subject: mail.subject,
      text: mail.body_text,
      html: mail.body_html,
      headers: stopHeaders(mail),
    })
  } catch (error) {
    await postpone(actor, mail, error instanceof Error ? error.message : String(error))
    return false
  }
  await inScope(
    actor,
    (scope) => scope.sql`
      update outbox set state = 'sent', sent_at = ${scope.now}, last_error = null,
        body_text = case when kind = 'sign-in-code' then '' else body_text end,
        body_html = case when kind = 'sign-in-code' then '' else body_html end
      where id = ${mail.id}::uuid`,
  )
  return true
}

const postpone = (actor: Actor, mail: Waiting, message: string) =>
  inScope(
    actor,
    (scope) => scope.sql`
      update outbox set last_error = ${message}, state = ${mail.attempts >= TRIES ? "failed" : "waiting"},
        send_after = ${laterBy(scope.now, Math.min(6 * 3600, 60 * 2 ** mail.attempts))}
      where id = ${mail.id}::uuid`,
  )
