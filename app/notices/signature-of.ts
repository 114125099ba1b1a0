import type { NoticeSender } from "#app/notices/organization-for-notice.server.ts"

/** How a notice ends: the sender, and the reader's own page at the address that `url` belongs to. */
export const signatureOf = (sender: NoticeSender, url: string, locale: "ja" | "en"): readonly string[] => [
  ...(locale === "ja" ? [`${sender.name} 読者係`] : [sender.nameEnglish]),
  ...[sender.address, sender.phone].filter((line) => line !== ""),
  `${locale === "ja" ? "マイページ" : "Your page"}: ${new URL(url).origin}/my/${sender.code}`,
]
