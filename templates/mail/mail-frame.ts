const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }

/** Text as it may stand in HTML. */
export const htmlText = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign)

/** The frame of every mail: readable without images, in dark mode and at phone width. The body is HTML made by us. */
export function mailFrame(mail: {
  locale: "ja" | "en"
  title: string
  body: string
  signature: readonly string[]
}): string {
  return `<!doctype html>
<html lang="${mail.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${htmlText(mail.title)}</title>
<style>
:root{color-scheme:light dark}
body{margin:0;padding:24px 16px;font:16px/1.7 "Hiragino Sans","Noto Sans JP",Meiryo,sans-serif;background:#f4f4f1;color:#1d1d1b}
main{max-width:560px;margin:0 auto;background:#fff;border:1px solid #ddd;border-radius:8px;padding:24px}
table{width:100%;border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:6px 0;border-bottom:1px solid #e5e5e0;font-weight:normal}
th{width:38%;color:#5c5c57}footer{margin-top:24px;color:#5c5c57;font-size:14px}
@media (prefers-color-scheme:dark){body{background:#161614;color:#eee}main{background:#222;border-color:#444}th,footer{color:#aaa}th,td{border-color:#444}}
</style></head><body><main>${mail.body}<footer>${mail.signature.map(htmlText).join("<br>")}</footer></main></body></html>
`
}
