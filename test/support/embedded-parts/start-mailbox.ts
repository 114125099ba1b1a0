import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { once } from "node:events"
import http from "node:http"
import path from "node:path"
import { simpleParser } from "mailparser"
import { SMTPServer } from "smtp-server"
import { htmlText } from "#templates/mail/mail-frame.ts"

export type Mailbox = Readonly<{ smtpPort: number; url: string; folder: string; close: () => Promise<void> }>

/** A mail server for one machine: takes every mail, keeps it as a file, and shows it on a page. */
export async function startMailbox(options: { smtpPort: number; pagePort: number; folder: string }): Promise<Mailbox> {
  mkdirSync(options.folder, { recursive: true })
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on("data", (chunk: Buffer) => chunks.push(chunk))
      stream.on("end", () => {
        const number = String(readdirSync(options.folder).length + 1).padStart(6, "0")
        writeFileSync(path.join(options.folder, `${number}.eml`), Buffer.concat(chunks))
        done()
      })
    },
  })
  // A port in use is told by the inner server, which is awaited; without a handler here it would end the process first.
  smtp.on("error", () => undefined)
  smtp.listen(options.smtpPort, "127.0.0.1")
  await once(smtp.server, "listening")
  const pages = http.createServer((request, response) => {
    void answer(options.folder, request.url ?? "/").then(({ status, type, body }) => {
      response.writeHead(status, { "Content-Type": type, "X-Content-Type-Options": "nosniff" })
      response.end(body)
    })
  })
  pages.listen(options.pagePort, "127.0.0.1")
  await once(pages, "listening")
  return {
    smtpPort: options.smtpPort,
    folder: options.folder,
    url: `http://127.0.0.1:${options.pagePort}`,
    close: async () => {
      pages.closeAllConnections()
      pages.close()
      await new Promise<void>((resolve) => {
        smtp.close(resolve)
      })
    },
  }
}

const html = (status: number, body: string) => ({ status, type: "text/html; charset=utf-8", body })

async function answer(folder: string, url: string) {
  const [, name = "", part] = /^\/(\d{6})(\/body)?$/.exec(url) ?? []
  const file = path.join(folder, `${name}.eml`)
  if (name === "") return html(200, await listPage(folder))
  if (!existsSync(file)) return html(404, page("—", "<p>404</p>"))
  const mail = await simpleParser(readFileSync(file))
  if (part) return html(200, mail.html ? mail.html : htmlText(mail.text ?? ""))
  const to = Array.isArray(mail.to) ? mail.to.map((list) => list.text).join(", ") : (mail.to?.text ?? "")
  const head = `<h1>${htmlText(mail.subject ?? "")}</h1><p>${htmlText(mail.from?.text ?? "")} → ${htmlText(to)}</p>`
  const body = `<iframe title="mail" sandbox src="/${name}/body"></iframe><h2>text</h2><pre>${htmlText(mail.text ?? "")}</pre>`
  return html(200, page(mail.subject ?? "", `<p><a href="/">← 受信箱 Mailbox</a></p>${head}${body}`))
}

async function listPage(folder: string): Promise<string> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".eml"))
    .sort()
    .reverse()
    .slice(0, 200)
  const rows = await Promise.all(
    names.map(async (name) => {
      const mail = await simpleParser(readFileSync(path.join(folder, name)))
      const to = Array.isArray(mail.to) ? "" : (mail.to?.text ?? "")
      return `<tr><td>${htmlText(to)}</td><td><a href="/${name.replace(".eml", "")}">${htmlText(mail.subject ?? "")}</a></td></tr>`
    }),
  )
  const list =
    rows.length === 0
      ? "<p>メールはまだありません。No mail yet.</p>"
      : `<table><tr><th>宛先 To</th><th>件名 Subject</th></tr>${rows.join("")}</table>`
  return page(
    "受信箱",
    `<h1>受信箱 Mailbox</h1><p>この機械の中だけのメールです。Mail that never leaves this machine.</p>${list}`,
  )
}

const page = (title: string, body: string) => `<!doctype html><html lang="ja"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${htmlText(title)}</title><style>
:root{color-scheme:light dark}body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:16px/1.7 sans-serif}
table{width:100%;border-collapse:collapse}th,td{text-align:left;padding:.5rem;border-bottom:1px solid #8884}
iframe{width:100%;height:34rem;border:1px solid #8886;border-radius:6px;background:#fff}pre{white-space:pre-wrap}</style></head><body>${body}</body></html>`
