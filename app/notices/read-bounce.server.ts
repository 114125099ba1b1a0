import { createHash } from "node:crypto"
import { type Attachment, type ParsedMail, simpleParser } from "mailparser"
import { type Bounce, type BounceAction, statusIn } from "#app/notices/bounce.ts"

const idOfOurs = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@/i
const messageIdLine = new RegExp(String.raw`^[>\s]*message-id:\s*<?${idOfOurs.source}`, "im")
const LONGEST_HTML = 500_000
const daemon = /^(mailer-daemon|mail-daemon|postmaster|mail-delivery)/i
const waits = /\bdelayed\b|\bwarning\b|still trying|will retry|will be retried|遅延|再送を(続け|試み)/i

/**
 * What a message that came in says of one mail of ours: a report (DSN, RFC 3464), or the plain text that some Japanese carriers and qmail
 * return with a copy of the mail. Null where it is something else: an answer of a person, an absence note, good news.
 */
export async function readBounce(message: Buffer): Promise<Bounce | null> {
  const mail = await simpleParser(message, {
    ...{ keepDeliveryStatus: true, ignoreEmbedded: true, skipTextToHtml: true, skipImageLinks: true },
    maxHtmlLengthToParse: LONGEST_HTML,
  })
  const parts = partsOf(mail)
  const report = parts.status === undefined ? null : await readReport(parts.status)
  const said = report ?? (parts.status === undefined ? readPlainText(mail) : null)
  if (said === null) return null
  const outboxId = await idOfReturned(mail, parts.returned)
  if (outboxId === null) return null
  const reportKey = mail.messageId ?? `sha256:${createHash("sha256").update(message).digest("hex")}`
  return { ...said, outboxId, reportKey: reportKey.slice(0, 500) }
}

function partsOf(mail: ParsedMail): { status: Attachment | undefined; returned: Attachment | undefined } {
  const ofType = (...types: readonly string[]) =>
    mail.attachments.find(({ contentType }) => types.includes(contentType))
  return {
    status: ofType("message/delivery-status", "message/global-delivery-status"),
    returned: ofType("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"),
  }
}

type Said = Pick<Bounce, "action" | "status" | "diagnostic">

/** The worst of what the report says of its recipients: a mail of ours has one, and a list behind it may have more. */
async function readReport(part: Attachment): Promise<Said | null> {
  const blocks = part.content.toString("utf8").split(/\r?\n\s*\r?\n/)
  const fields = await Promise.all(blocks.map(fieldsOf))
  const said = fields.flatMap((field) => {
    const action = actionOf(field("action"))
    if (action === null) return []
    const diagnostic = field("diagnostic-code")
    const status = statusIn(field("status")) ?? statusIn(diagnostic) ?? (action === "failed" ? "5.0.0" : "4.0.0")
    return [{ action, status, diagnostic: diagnostic || field("status") }]
  })
  return said.find(isForGood) ?? said.find(({ action }) => action === "failed") ?? said[0] ?? null
}

const isForGood = ({ action, status }: Said) => action === "failed" && status.startsWith("5")

/** A block of the report is a block of header fields: read as such, with folded lines and encoded words. */
async function fieldsOf(block: string): Promise<(name: string) => string> {
  const { headers } = await simpleParser(`${block.trim()}\r\n\r\n`)
  return (name) => {
    const value = headers.get(name)
    return typeof value === "string" ? value : ""
  }
}

/** Delivered, relayed and expanded are good news. */
function actionOf(text: string): BounceAction | null {
  const word = text.trim().toLowerCase()
  return word === "failed" || word === "delayed" ? word : null
}

/** A report in plain words: from a mail server, with a copy of our mail in its text. */
function readPlainText(mail: ParsedMail): Said | null {
  const text = mail.text ?? ""
  const from = mail.from?.value[0]?.address ?? ""
  if (!daemon.test(from) || !messageIdLine.test(text)) return null
  // Our own mail, quoted below, may hold any number; what the server says stands above it.
  const said = text.slice(0, text.search(messageIdLine))
  const action = waits.test(`${mail.subject ?? ""} ${said}`) ? "delayed" : "failed"
  const status = statusIn(said) ?? (action === "failed" ? "5.0.0" : "4.0.0")
  const line = said.split(/\r?\n/).find((one) => statusIn(one) !== null)
  return { action, status, diagnostic: (line ?? mail.subject ?? "").trim() }
}

/** Whose return it is: our Message-ID in what was returned, or in what the report says it answers. */
async function idOfReturned(mail: ParsedMail, returned: Attachment | undefined): Promise<string | null> {
  const inside = returned === undefined ? undefined : (await simpleParser(returned.content)).messageId
  const answered = [mail.inReplyTo ?? "", ...[mail.references ?? []].flat()].join(" ")
  const found = [inside ?? "", answered].map((text) => idOfOurs.exec(text)?.[1]).find((id) => id !== undefined)
  return (found ?? messageIdLine.exec(mail.text ?? "")?.[1] ?? null)?.toLowerCase() ?? null
}
