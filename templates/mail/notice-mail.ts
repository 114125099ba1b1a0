import { htmlText, mailFrame } from "#templates/mail/mail-frame.ts"

/** A notice to a reader: greeting, paragraphs, a table of facts, and the page that goes on with the work. */
export type NoticeMail = Readonly<{
  locale: "ja" | "en"
  subject: string
  greeting: string
  paragraphs: readonly string[]
  table: readonly (readonly [label: string, value: string])[]
  link: Readonly<{ url: string; caption: string }> | null
  signature: readonly string[]
}>

/** The subject of a mail, with who writes before it. */
export const subjectFrom = (locale: "ja" | "en", organization: string, subject: string): string =>
  locale === "ja" ? `【${organization}】${subject}` : `${organization}: ${subject}`

export const tableText = (table: NoticeMail["table"]): string =>
  table.map(([label, value]) => `${label}: ${value}`).join("\n")

export const tableHtml = (table: NoticeMail["table"]): string =>
  `<table>${table.map(([label, value]) => `<tr><th>${htmlText(label)}</th><td>${htmlText(value)}</td></tr>`).join("")}</table>`

export const linkHtml = (link: NoticeMail["link"]): string =>
  link
    ? `<p><a href="${htmlText(link.url)}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1f5f4a;color:#fff;text-decoration:none">${htmlText(link.caption)}</a></p>`
    : ""

/** A notice as mail, in text and HTML. */
export function noticeMail(data: NoticeMail): { subject: string; text: string; html: string } {
  const text = [
    ...[data.greeting, "", ...data.paragraphs, ""],
    ...(data.table.length === 0 ? [] : [tableText(data.table)]),
    ...(data.link ? ["", data.link.caption, data.link.url] : []),
    ...["", "--", ...data.signature, ""],
  ].join("\n")
  const html = mailFrame({
    ...{ locale: data.locale, title: data.subject, signature: data.signature },
    body: `<p>${htmlText(data.greeting)}</p>${data.paragraphs.map((one) => `<p>${htmlText(one)}</p>`).join("")}${tableHtml(data.table)}${linkHtml(data.link)}`,
  })
  return { subject: data.subject, text, html }
}

export const sample: NoticeMail = {
  locale: "ja",
  subject: "【日本園芸出版株式会社】「月刊ガーデン」ご継続のご案内",
  greeting: "髙﨑 𠮷右衛門 様",
  paragraphs: ["「月刊ガーデン」のご契約が、第524号で満了いたします。"],
  table: [["ご継続のプラン", "1年12冊 13,200円(税込)"]],
  link: { url: "https://teiki.example/o/engei/renew/abc", caption: "継続のお手続きへ" },
  signature: ["日本園芸出版株式会社", "03-0000-0521"],
}
