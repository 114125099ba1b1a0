import { refuse } from "#app/notices/refusals.ts"
import { queueMail } from "#app/notices/queue-mail.server.ts"
import { organizationForNotice } from "#app/notices/organization-for-notice.server.ts"
import { signatureOf } from "#app/notices/signature-of.ts"
import { kindOf, type WordingKey } from "#app/notices/wording-kinds.ts"
import {
  exampleOf,
  type WordingValues,
  type WordingVariable,
  wordingVariables,
} from "#app/notices/wording-variables.ts"
import { wordingsOf } from "#app/notices/wordings-in-force.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { addressesFor } from "#app/subscriptions/renewal/addresses-for-letters.server.ts"
import { dateInJapanese } from "#app/values/calendar.ts"
import type { NoticeMail } from "#templates/mail/notice-mail.ts"
import type { Letter } from "#templates/pdf/letter-pdf.ts"

type Asked = WordingKey & Readonly<{ version: number; number: string }>

type Subject = Readonly<{
  memberId: string
  member_name: string
  member_number: string
  contract_number: string | null
  publication: string | null
  offer: string | null
  last_issue: number | null
  copies: number | null
  units: number | null
  price_yen: number | null
  issues_left: number | null
}>

/** A member by his number with his newest contract, or a contract by its number with its payer. */
async function subjectOf(scope: Scope, number: string): Promise<Subject | null> {
  if (number.trim() === "") return null
  const wished = number.normalize("NFKC").trim().toUpperCase()
  const [row] = await scope.sql<Subject>`
    select member.id as "memberId", member.number as member_number,
      concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as member_name,
      contract.number as contract_number, publication.name as publication, offer.name as offer,
      expected_last_issue(contract.id) as last_issue, contract.units, contract.price_yen,
      contract.units - position.served_units as issues_left,
      (select sum(copies)::integer from contract_line where contract_id = contract.id and until_issue is null) as copies
    from member left join contract on contract.payer_id = member.id
    left join contract_position as position on position.contract_id = contract.id
    left join publication on publication.id = contract.publication_id left join offer on offer.id = contract.offer_id
    where member.erased_at is null and (member.number = ${wished} or contract.number = ${wished})
    order by contract.number desc nulls last limit 1`
  if (!row) throw refuse("preview-subject-is-not-there", {}, { field: "number" })
  return row
}

const yenText = (yen: number, locale: "ja" | "en") =>
  locale === "ja" ? `${yen.toLocaleString("ja-JP")}円(税込)` : `¥${yen.toLocaleString("en")} (tax included)`

/** What the record tells goes before the examples; what it does not have stays one. */
function valuesOf(key: WordingKey, subject: Subject | null): Record<string, string | number> {
  const { variables } = kindOf(key.kind)
  const examples = Object.fromEntries(variables.map((name) => [name, exampleOf(name, key.locale)]))
  if (!subject) return { ...examples, ...(variables.includes("step") ? { step: Math.max(1, key.step) } : {}) }
  const { price_yen, ...known } = subject
  const price =
    price_yen === null ? {} : { price: yenText(price_yen, key.locale), amount: yenText(price_yen, key.locale) }
  const told = Object.entries({ ...known, ...price }).filter(
    (entry): entry is [string, string | number] => entry[1] !== null,
  )
  return { ...examples, step: Math.max(1, key.step), ...Object.fromEntries(told) }
}

async function made(scope: Scope, asked: Asked) {
  const { kind, channel, locale, step, version } = asked
  const [chosen] = await scope.sql<{ id: string; subject: string; body: string }>`
    select id, subject, body from notice_wording where kind = ${kind} and channel = ${channel} and locale = ${locale}
      and step = ${step}::integer and version = ${version}::integer`
  if (!chosen) throw refuse("wording-version-is-not-there")
  const subject = await subjectOf(scope, asked.number)
  const sender = await organizationForNotice(scope)
  const wordings = wordingsOf([{ ...chosen, kind, channel, locale, step }], { ja: sender.name, en: sender.nameEnglish })
  const values: WordingValues = valuesOf(asked, subject)
  const label = (name: WordingVariable) => wordingVariables[name][locale]
  const table = kindOf(kind).facts.map((name) => [label(name), String(values[name] ?? "")] as const)
  return { subject, sender, wordings, values, table }
}

/** A version as the mail of a real member and contract (文言のプレビュー). Refuses an unknown number or version. */
export async function previewMail(scope: Scope, asked: Asked) {
  const { subject, sender, wordings, values, table } = await made(scope, asked)
  const japanese = asked.locale === "ja"
  const name = subject?.member_name ?? String(exampleOf("member_name", asked.locale))
  const standard: NoticeMail = {
    ...{
      locale: asked.locale,
      subject: "",
      greeting: japanese ? `${name} 様` : `Dear ${name},`,
      paragraphs: [],
      table,
    },
    link: { url: `${publicUrl()}/o/${sender.code}/…`, caption: japanese ? "お手続きへ" : "Go on" },
    signature: signatureOf(sender, publicUrl(), asked.locale),
  }
  return wordings.mail({ kind: asked.kind, step: asked.step, values }, standard)
}

/** A version as the letter of a real member and contract, with his own address. */
export async function previewLetter(scope: Scope, asked: Asked): Promise<Letter> {
  const { subject, sender, wordings, values, table } = await made(scope, asked)
  const addresses = await addressesFor(scope, subject ? [subject.memberId] : [])
  const address = addresses.get(subject?.memberId ?? "") ?? {
    ...{ postalCode: "101-0051", lines: ["東京都千代田区神田神保町1-105"], name: "髙﨑 𠮷右衛門 様" },
  }
  const standard: Letter = {
    address,
    sender: [sender.name, sender.address, sender.phone].filter((line) => line !== ""),
    reference: ["見本", dateInJapanese(scope.today)],
    ...{ title: "", greeting: "いつもご愛読いただき、ありがとうございます。", paragraphs: [], table },
    link: ["renewal", "auto-renewal", "charge-failed"].includes(asked.kind)
      ? { url: `${publicUrl()}/o/${sender.code}`, caption: "お手続きはこちらから" }
      : null,
    footer: "これは文言の見本です。",
  }
  return wordings.letter({ kind: asked.kind, step: asked.step, values }, standard).letter
}

/** Sends a version to the member of staff himself, and to nobody else (テスト送信). */
export async function sendTestMail(scope: Scope, asked: Asked & Readonly<{ to: string }>): Promise<void> {
  const { subject, text, html, wordingId } = await previewMail(scope, asked)
  const mark = asked.locale === "ja" ? "[テスト]" : "[Test]"
  await queueMail(scope, {
    ...{ kind: "wording-test", dedupeKey: `wording-test:${wordingId ?? ""}:${scope.now.toISOString()}:${asked.to}` },
    ...{ recipient: asked.to, subject: `${mark} ${subject}`, text, html, memberId: null },
  })
  await audit(scope, "send-test-mail", `${asked.kind}:${asked.locale}`, { version: asked.version, to: asked.to })
}
