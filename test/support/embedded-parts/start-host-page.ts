import { once } from "node:events"
import http from "node:http"

/** A publisher's own page on another origin, with the apply button as an organization pastes it. */
export async function startHostPage(options: {
  port: number
  teikiUrl: string
  /** The seminar whose button stands on the page, too. */
  seminar?: string
}): Promise<{ url: string; close: () => void }> {
  const server = http.createServer((request, response) => {
    const english = (request.url ?? "").includes("lang=en")
    response.writeHead(200, {
      "Content-Type": "text/html; charset=utf-8",
      // As strict as a careful publisher's page: it allows our script and our answers, nothing else.
      "Content-Security-Policy": `default-src 'none'; style-src 'unsafe-inline'; script-src ${options.teikiUrl}; connect-src ${options.teikiUrl}; base-uri 'none'`,
    })
    response.end(hostPage(options.teikiUrl, options.seminar, english))
  })
  server.listen(options.port, "127.0.0.1")
  await once(server, "listening")
  return {
    url: `http://127.0.0.1:${options.port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const button = (teikiUrl: string, offer: string, text: string) => `
<teiki-apply offer="${offer}" data-source="WEB-TOP"><a href="${teikiUrl}/o/engei/apply/${offer}">${text}</a></teiki-apply>`

const seminarSection = (teikiUrl: string, code: string, english: boolean) => `
<section><h2>${english ? "Seminar: winter roses" : "冬のバラ講座"}</h2>
<teiki-apply seminar="${code}" data-source="WEB-TOP"><a href="${teikiUrl}/o/engei/seminars/${code}/apply">${english ? "Apply" : "申し込む"}</a></teiki-apply></section>`

const hostPage = (teikiUrl: string, seminar: string | undefined, english: boolean) => `<!doctype html>
<html lang="${english ? "en" : "ja"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>月刊ガーデン | 日本園芸出版</title>
<style>body{margin:0;font:17px/1.8 "Hiragino Sans","Noto Sans JP",sans-serif;color:#23301f;background:#f6f4ec}
header{background:#2f5d3a;color:#fff;padding:2.5rem 1.5rem}main{max-width:46rem;margin:0 auto;padding:1.5rem}
section{background:#fff;border:1px solid #ddd6c2;border-radius:10px;padding:1.5rem;margin:1.5rem 0}h1{margin:0}h2{margin-top:0}
teiki-apply{--teiki-accent:#2f5d3a}</style>
<script src="${teikiUrl}/embed/v1.js" defer></script></head><body>
<header><h1>${english ? "Garden Monthly" : "月刊ガーデン"}</h1><p>${english ? "Seasons of the garden, every month." : "季節の庭しごとを、毎月お手元に。"}</p></header><main>
<section><h2>${english ? "One year, 12 issues" : "1年12冊"}</h2><p>${english ? "Delivered on the 16th of every month." : "毎月16日にお届けします。"}</p>${button(teikiUrl, "G12", english ? "Subscribe" : "申し込む")}</section>
<section><h2>${english ? "Angler's Quarterly, one year" : "季刊つり手帖 1年4冊"}</h2>${button(teikiUrl, "T4", english ? "Subscribe" : "申し込む")}</section>
${seminar === undefined ? "" : seminarSection(teikiUrl, seminar, english)}
</main></body></html>`
