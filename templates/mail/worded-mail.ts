import { htmlText, mailFrame } from "#templates/mail/mail-frame.ts"
import { linkHtml, type NoticeMail, sample as notice, tableHtml, tableText } from "#templates/mail/notice-mail.ts"

export type MailBlock = Readonly<{ is: "text"; text: string } | { is: "facts" } | { is: "link" }>

/** A notice in an organization's own words: its table, button and signature stay those of the notice. */
export type WordedMail = Readonly<{ notice: NoticeMail; subject: string; blocks: readonly MailBlock[] }>

function textOf(block: MailBlock, { table, link }: NoticeMail): string {
  if (block.is === "text") return block.text
  if (block.is === "facts") return tableText(table)
  return link ? `${link.caption}\n${link.url}` : ""
}

function htmlOf(block: MailBlock, { table, link }: NoticeMail): string {
  if (block.is === "text") return `<p>${htmlText(block.text).replaceAll("\n", "<br>")}</p>`
  if (block.is === "facts") return tableHtml(table)
  return linkHtml(link)
}

/** The mail in text and HTML; every text is escaped, whoever wrote it. */
export function wordedMail({ notice, subject, blocks }: WordedMail): { subject: string; text: string; html: string } {
  const text = blocks.map((block) => textOf(block, notice)).filter((part) => part !== "")
  const { locale, signature } = notice
  return {
    subject,
    text: [...text.join("\n\n").split("\n"), "", "--", ...signature, ""].join("\n"),
    html: mailFrame({ locale, title: subject, signature, body: blocks.map((block) => htmlOf(block, notice)).join("") }),
  }
}

export const sample: WordedMail = {
  notice,
  subject: "「月刊ガーデン」をこれからも",
  blocks: [
    { is: "text", text: "髙﨑 𠮷右衛門 様" },
    { is: "text", text: "いつも月刊ガーデンをお読みいただき、ありがとうございます。" },
    { is: "facts" },
    { is: "link" },
  ],
}
