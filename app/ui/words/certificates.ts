import type { SameKeys } from "#app/ui/words/same-keys.ts"

const ja = {
  title: "修了証の確認",
  valid: "有効な修了証です",
  revoked: "この修了証は失効しています",
  replaced: "この修了証は差し替えられました",
  validBody: "発行者の記録と一致しています。",
  revokedBody: "発行者が取り消しました。お手元の修了証は効力がありません。",
  replacedBody: "内容を改めた新しい修了証が発行されています。",
  name: "受講者(一部を伏せています)",
  issuedOn: "発行日",
  issuer: "発行者",
  hash: "PDFのSHA-256",
  compare: "お手元のPDFと照合する",
  compareHint: "選んだファイルはこの端末の中だけで比べ、送信しません。",
  "compare-same": "発行したPDFと同じものです",
  "compare-different": "発行したPDFと異なります",
  "compare-unreadable": "ファイルを読み取れませんでした",
  masked: "お名前は個人情報の保護のため一部だけを表示しています。PDFの同一性は上の値で確かめられます。",
} as const

const en = {
  title: "Certificate check",
  valid: "This certificate is valid",
  revoked: "This certificate is revoked",
  replaced: "This certificate was replaced",
  validBody: "It agrees with the issuer's records.",
  revokedBody: "The issuer has withdrawn it; it proves nothing any more.",
  replacedBody: "A new certificate was issued in its place.",
  name: "Holder (shown in part)",
  issuedOn: "Issued on",
  issuer: "Issuer",
  hash: "SHA-256 of the PDF",
  compare: "Compare with your PDF",
  compareHint: "The file is compared on this device alone and is not sent.",
  "compare-same": "It is the PDF that was issued",
  "compare-different": "It is not the PDF that was issued",
  "compare-unreadable": "The file could not be read",
  masked: "The name is shown in part only. The value above tells whether a PDF is the one that was issued.",
} as const satisfies SameKeys<typeof ja>

/** The public page that proves a certificate. */
export const certificates = { ja, en }
