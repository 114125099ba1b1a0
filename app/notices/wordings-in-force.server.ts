import { type Parsed, wordingEngine } from "#app/notices/parts/wording-engine.ts"
import { type Worded, worded } from "#app/notices/parts/worded.ts"
import { isWordingKind, variablesFor, type WordingChannel, type WordingKey } from "#app/notices/wording-kinds.ts"
import type { WordingValues } from "#app/notices/wording-variables.ts"
import { log } from "#app/platform/log.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type NoticeMail, noticeMail } from "#templates/mail/notice-mail.ts"
import { wordedMail } from "#templates/mail/worded-mail.ts"
import type { Letter } from "#templates/pdf/letter-pdf.ts"

type Row = { id: string; kind: string; channel: string; locale: string; step: number; subject: string; body: string }
type Asked = Readonly<{ kind: WordingKey["kind"]; step?: number; values: WordingValues }>

/** The words of an organization at one moment: read once a run, each parsed once, however many it is sent to. */
export type Wordings = Readonly<{
  /** A notice as mail: in the organization's words where it has its own, else as it is. */
  mail: (
    asked: Asked,
    standard: NoticeMail,
  ) => Readonly<{ subject: string; text: string; html: string; wordingId: string | null }>
  /** A letter with the organization's heading and text where it has its own. */
  letter: (asked: Asked, standard: Letter) => Readonly<{ letter: Letter; wordingId: string | null }>
}>

/** The wordings that speak now (公開中の文言): of each text the last decision whose moment has come. */
export async function wordingsInForce(scope: Scope): Promise<Wordings> {
  const rows = await scope.sql<Row>`
    select wording.id, wording.kind, wording.channel, wording.locale, wording.step, wording.subject, wording.body
    from (select distinct on (kind, channel, locale, step) kind, channel, locale, step, version from notice_wording_decision
      where from_at <= ${scope.now} order by kind, channel, locale, step, number desc) as decided
    join notice_wording as wording using (kind, channel, locale, step, version)`
  const [organization] = await scope.sql<{ ja: string; en: string }>`
    select name as ja, coalesce(nullif(name_english, ''), name) as en from organization where id = ${scope.organizationId}`
  return wordingsOf(rows, organization ?? { ja: "", en: "" })
}

/** The same of given wordings, for previews. */
export function wordingsOf(rows: readonly Row[], sender: Readonly<{ ja: string; en: string }>): Wordings {
  const engine = wordingEngine()
  const parsed = new Map<string, Parsed>()
  const parse = (row: Row): Parsed => {
    const known = parsed.get(row.id) ?? { subject: engine.parse(row.subject), body: engine.parse(row.body) }
    parsed.set(row.id, known)
    return known
  }
  const speak = ({ kind, step = 0, values }: Asked, channel: WordingChannel, locale: "ja" | "en") => {
    const own = (wished: number) =>
      rows.find((row) => row.kind === kind && row.channel === channel && row.locale === locale && row.step === wished)
    const row = own(step) ?? own(0)
    if (!row || !isWordingKind(row.kind)) return null
    const said = orStandard(row, () =>
      worded(engine, parse(row), variablesFor({ kind, channel }), { organization: sender[locale], step, ...values }),
    )
    return said && { ...said, wordingId: row.id }
  }
  return {
    mail: (asked, notice) => {
      const values = { greeting: notice.greeting, link_url: notice.link?.url ?? "", ...asked.values }
      const own = speak({ ...asked, values }, "mail", notice.locale)
      return own
        ? { ...wordedMail({ notice, ...own }), wordingId: own.wordingId }
        : { ...noticeMail(notice), wordingId: null }
    },
    letter: (asked, standard) => {
      const own = speak(asked, "letter", "ja")
      if (!own) return { letter: standard, wordingId: null }
      const paragraphs = own.blocks.flatMap((block) => (block.is === "text" ? block.text.split("\n") : []))
      return { letter: { ...standard, title: own.subject, paragraphs }, wordingId: own.wordingId }
    },
  }
}

/** One reader's odd data must not stop a run: he gets the standard's words, and the log tells. */
function orStandard(row: Row, say: () => Worded): Worded | null {
  try {
    const said = say()
    return said.subject === "" || said.blocks.length === 0 ? null : said
  } catch (error) {
    log("warning", "wording not used", { wording: row.id, why: error instanceof Error ? error.message : String(error) })
    return null
  }
}
