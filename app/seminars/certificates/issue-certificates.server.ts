import { queueMails } from "#app/notices/queue-mail.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { storeFiles } from "#app/platform/files.server.ts"
import { reserveNumbers } from "#app/platform/number-sequence.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import { hashOf, randomCode } from "#app/platform/random-code.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import {
  type CertificateStanding,
  certificateStanding,
} from "#app/seminars/certificates/certificate-standing.server.ts"
import { type KeptDesign, keptDesign, withImages } from "#app/seminars/certificates/certificate-design.server.ts"
import { mailForCertificates } from "#app/seminars/certificates/mail-for-certificates.server.ts"
import { calendarDate, dateInJapanese } from "#app/values/calendar.ts"
import { type Certificate, certificatePdf } from "#templates/pdf/certificate-pdf.ts"

type Seminar = {
  id: string
  title: string
  text: string
  held_on: string
  organization: string
  organization_code: string
}

export type IssuedCertificates = Readonly<{
  issued: readonly string[]
  /** Who has not earned one, and what is missing. */
  notEarned: readonly Readonly<{ number: string; attended: number; needed: number; minutes: number }>[]
  /** Who has earned one whose name the font cannot draw. */
  undrawable: readonly Readonly<{ number: string; name: string; signs: readonly string[] }>[]
  /** How many more have earned one and are left for the next call. */
  left: number
}>

/**
 * Issues the 修了証 of a seminar to those who have earned one and have none, at most so many at once, and tells each by mail; a second run
 * issues nothing. Serials run on through the year; file and facts are frozen. Refuses: unknown-seminar, seminar-without-certificate.
 */
export async function issueCertificates(scope: Scope, code: string, most = 100_000): Promise<IssuedCertificates> {
  await scope.sql`select from seminar where code = ${code} for update`
  const standing = await certificateStanding(scope, code)
  const lacking = standing.filter(({ isEarned, serial }) => isEarned && serial === null)
  const earned = lacking.filter(({ undrawable }) => undrawable.length === 0)
  const notEarned = standing.filter(({ isEarned, serial }) => !isEarned && serial === null)
  const issued = await makeCertificates(scope, code, earned.slice(0, most), new Map())
  if (issued.length > 0) await audit(scope, "issue-certificates", code, { count: issued.length })
  await queueMails(scope, await mailForCertificates(scope, issued))
  return {
    issued,
    notEarned: notEarned.map(({ number, attended, needed, minutes }) => ({ number, attended, needed, minutes })),
    undrawable: lacking.flatMap(({ number, name, undrawable: signs }) =>
      signs.length === 0 ? [] : [{ number, name, signs }],
    ),
    left: Math.max(earned.length - most, 0),
  }
}

/** Makes the certificates with their files and rows; `replaces` names the one that each takes the place of. */
export async function makeCertificates(
  scope: Scope,
  code: string,
  earned: readonly CertificateStanding[],
  replaces: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  if (earned.length === 0) return []
  const seminar = await seminarOf(scope, code)
  const kept = await keptDesign(scope)
  const design = await withImages(scope, kept)
  const year = scope.today.slice(0, 4)
  const first = await reserveNumbers(scope, `certificate:${year}`, earned.length)
  const made = []
  for (const [at, one] of earned.entries()) {
    const serial = `${year}-S${String(first + at).padStart(6, "0")}`
    const check = randomCode(8)
    const data = dataOf(
      scope,
      { seminar, kept, one },
      { serial, check, isReplacement: replaces.has(one.registrationId) },
    )
    const pdf = await certificatePdf(data, scope.now, design)
    made.push({
      serial,
      check,
      data,
      pdf,
      registrationId: one.registrationId,
      supersedes: replaces.get(one.registrationId) ?? null,
    })
  }
  const files = await storeFiles(
    scope,
    made.map(({ serial, pdf }) => ({ name: `certificate-${serial}.pdf`, mediaType: "application/pdf", content: pdf })),
  )
  await scope.sql`
    insert into certificate (organization_id, serial, check_code, registration_id, facts, file_id, pdf_sha256, issued_at, issued_by, supersedes_id,
      design_id)
    select ${scope.organizationId}, given.*, ${scope.now}, ${scope.actor}, given_supersedes, ${kept.id}::uuid
    from (select serial, check_code, registration_id, facts, file_id, sha256 from unnest(${made.map(({ serial }) => serial)}::text[],
      ${made.map(({ check }) => check)}::text[], ${made.map(({ registrationId }) => registrationId)}::uuid[],
      ${made.map(({ data }) => JSON.stringify(data))}::jsonb[],
      ${made.map(({ serial }) => files.get(`certificate-${serial}.pdf`) ?? null)}::uuid[], ${made.map(({ pdf }) => hashOf(pdf))}::text[])
      as one (serial, check_code, registration_id, facts, file_id, sha256)) as given
    join unnest(${made.map(({ serial }) => serial)}::text[], ${made.map(({ supersedes }) => supersedes)}::uuid[])
      as more (serial, given_supersedes) using (serial)`
  return made.map(({ serial }) => serial)
}

async function seminarOf(scope: Scope, code: string): Promise<Seminar> {
  const [seminar] = await scope.sql<Seminar>`
    select seminar.id, seminar.title, certificate_text as text, (max(starts_at) at time zone 'Asia/Tokyo')::date::text as held_on,
      organization.name as organization, organization.code as organization_code
    from seminar join seminar_session on seminar_id = seminar.id join organization on organization.id = seminar.organization_id
    where seminar.code = ${code} group by seminar.id, seminar.title, certificate_text, organization.name, organization.code`
  if (!seminar) throw new Error(`seminar ${code} has no session`)
  return seminar
}

function dataOf(
  scope: Scope,
  of: Readonly<{ seminar: Seminar; kept: KeptDesign; one: CertificateStanding }>,
  made: Readonly<{ serial: string; check: string; isReplacement: boolean }>,
): Certificate {
  const { seminar, kept, one } = of
  const [hours, minutes] = [Math.floor(one.minutes / 60), one.minutes % 60]
  const text = seminar.text === "" ? kept.body : seminar.text
  return {
    ...{ title: kept.title, serial: made.serial, name: `${one.name} 殿` },
    text: text === "" ? "上記の者は、次の講座を修了したことをここに証します。" : text,
    facts: [
      ["講座名", seminar.title],
      ["受講日", dateInJapanese(calendarDate(seminar.held_on))],
      ["受講時間", `${hours > 0 ? `${hours}時間` : ""}${minutes > 0 || hours === 0 ? `${minutes}分` : ""}`],
    ],
    ...{
      issuedOn: dateInJapanese(scope.today),
      issuer: seminar.organization,
      mark: made.isReplacement ? "差替え" : "",
    },
    url: `${publicUrl()}/v/${seminar.organization_code}/${made.serial}-${made.check}`,
  }
}
