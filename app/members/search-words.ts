/** The words of a search; each is looked for by itself, so that 「タナカ 神保町」 finds by kana and address. */
export const wordsOf = (search: string): string[] =>
  search
    .normalize("NFKC")
    .replaceAll("〒", "")
    .trim()
    .split(/\s+/)
    .map((word) => (/^[\d()+.ー−‐–—-]+$/.test(word) ? word.replace(/\D/g, "") : word))
    .filter(Boolean)
    .slice(0, 8)
