import { beforeAll, describe, expect, test } from "vitest"
import { previewLetter, previewMail, sendTestMail } from "#app/desk/preview-wording.server.ts"
import { checkWording } from "#app/notices/check-wording.server.ts"
import { publishWording, restoreWording, saveWording } from "#app/notices/save-wording.server.ts"
import { isWordingKind, requiredFor, variablesFor, wordingKindNames } from "#app/notices/wording-kinds.ts"
import { wordingsForList, wordingVersions } from "#app/notices/wordings-for-list.server.ts"
import { wordingsInForce } from "#app/notices/wordings-in-force.server.ts"
import { sendRenewalNotices } from "#app/subscriptions/renewal/send-renewal-notices.server.ts"
import { Refusal } from "#app/values/refusal.ts"
import { sample } from "#templates/mail/notice-mail.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
beforeAll(world.found)

const mail = { kind: "renewal", channel: "mail", locale: "ja", step: 0 } as const
const letter = { ...mail, channel: "letter" } as const
const good = {
  subject: "{{ publication }}をこれからも({{ step }})",
  body: "{{ greeting }}\n\n{% if issues_left > 0 %}あと{{ issues_left }}回です。{% else %}終わりました。{% endif %}\n{{ facts }}\n{{ link }}",
} as const

const save = (words: { subject: string; body: string }, key: Parameters<typeof checkWording>[0] = mail) =>
  world.act((scope) => saveWording(scope, { ...key, ...words }))
const publish = (version: number, fromOn = "", key: Parameters<typeof checkWording>[0] = mail) =>
  world.act((scope) => publishWording(scope, { ...key, version, fromOn }))

function refusalOf(
  words: Partial<typeof good> | Readonly<{ subject?: string; body?: string }>,
  key: Parameters<typeof checkWording>[0] = mail,
) {
  try {
    checkWording(key, { ...good, ...words })
  } catch (error) {
    if (error instanceof Refusal) return `${error.options.field ?? ""} ${error.code}: ${error.messages.ja}`
    throw error
  }
  return "kept"
}

const sent = () =>
  world.look(
    (scope) => scope.sql<{ subject: string; body_text: string; body_html: string; version: number | null }>`
      select outbox.subject, body_text, body_html, wording.version from outbox left join notice_wording as wording on wording.id = wording_id
      where outbox.kind = 'renewal' order by outbox.id`,
  )

const sayNow = async (values: Record<string, string | number>) => {
  const wordings = await world.look(wordingsInForce)
  return wordings.mail({ kind: "renewal", step: 1, values }, sample)
}

describe("B1 an organization's own words (文言)", () => {
  test("B1 what cannot be read is refused with its line, beside its field", () => {
    expect(refusalOf({})).toBe("kept")
    expect(refusalOf({ body: "x\n{{ link }}\n{{ nobody }}" })).toMatch(
      /^body wording-variable-is-unknown: 3行目: 変数「nobody」/,
    )
    expect(refusalOf({ subject: "{{ link }}" })).toMatch(/^subject wording-variable-is-unknown: 1行目/)
    expect(refusalOf({ body: "{{ link }}\n{{ member_name.constructor }}" })).toMatch(/変数「member_name.constructor」/)
    expect(refusalOf({ body: "{{ link }}\n{% for a in b %}{% endfor %}" })).toMatch(
      /^body wording-tag-is-unknown: 2行目: 「for」/,
    )
    expect(refusalOf({ body: "{{ link }}\n{% include 'x' %}" })).toMatch(/「include」/)
    expect(refusalOf({ body: "{{ link }}\n\n{{ offer | money }}" })).toMatch(
      /^body wording-filter-is-unknown: 3行目: フィルター「money」/,
    )
    expect(refusalOf({ body: "{{ link }}\n{{ offer" })).toMatch(/^body wording-is-not-written-well: 2行目/)
    expect(refusalOf({ body: "{{ link }}{% if step %}" })).toMatch(/^body wording-is-not-written-well: 1行目/)
    expect(refusalOf({ body: "{{ link }}{{ offer | default: (1..900000000) }}{{ (1..900000000) }}" })).toMatch(
      /wording-is-too-much/,
    )
    expect(refusalOf({ subject: "{% if step == 99 %}x{% endif %}" })).toMatch(/^subject wording-says-nothing/)
  })

  test("B1 what a kind must say stands outside of every condition; a letter keeps to its page", () => {
    expect(refusalOf({ body: "ご案内です。" })).toMatch(
      /^body wording-lacks-a-variable: .*{{ link }} \/ {{ link_url }}/,
    )
    expect(refusalOf({ body: "{% if step == 1 %}{{ link }}{% endif %}" })).toMatch(/wording-lacks-a-variable/)
    expect(refusalOf({ body: "a {{ link_url | upcase }}" })).toMatch(/wording-lacks-a-variable/)
    expect(refusalOf({ body: "{{ link_url }}" })).toBe("kept")
    expect(refusalOf({ body: "手紙です。" }, letter)).toBe("kept")
    expect(refusalOf({ body: "{{ link }}" }, letter)).toMatch(/wording-variable-is-unknown/)
    expect(refusalOf({ body: "あ".repeat(500) }, letter)).toMatch(/letter-does-not-fit-its-page: .*いま13行、12行まで/)
  })

  test("B1 every kind can be worded with all of its variables, in both languages", () => {
    for (const kind of wordingKindNames) {
      for (const locale of ["ja", "en"] as const) {
        const key = { kind, channel: "mail", locale, step: 0 } as const
        const body = variablesFor(key).map((name) => `{{ ${name} }}`).join("\n") // prettier-ignore
        expect(refusalOf({ subject: "{{ organization }}", body }, key), kind).toBe("kept")
        expect(requiredFor(key).length, kind).toBeGreaterThan(0)
      }
    }
    expect(isWordingKind("toString")).toBe(false)
  })

  test("B1 versions: saved, published at once or from a day on, brought back, and the standard again; each decision counts from its moment", async () => {
    world.today("2026-04-02")
    expect(await save(good)).toBe(1)
    expect(await save(good)).toBe(1)
    expect((await sayNow({})).wordingId).toBeNull()
    await publish(1)
    expect((await sayNow({ publication: "月刊つき", issues_left: 3 })).subject).toBe("月刊つきをこれからも(1)")
    expect(await save({ ...good, subject: "新しい件名" })).toBe(2)
    await publish(2, "2026-04-10")
    expect((await sayNow({})).subject).toBe("をこれからも(1)")
    expect(await world.look(wordingsForList)).toMatchObject([
      { kind: "renewal", versions: 2, version: 1, nextVersion: 2 },
    ])
    house.setClock("2026-04-09T23:59:59+09:00")
    expect((await sayNow({})).subject).toBe("をこれからも(1)")
    house.setClock("2026-04-10T00:00:00+09:00")
    expect((await sayNow({})).subject).toBe("新しい件名")
    expect(await world.act((scope) => restoreWording(scope, { ...mail, version: 1 }))).toBe(3)
    expect(
      (await world.look((scope) => wordingVersions(scope, mail))).map(({ version, isNow }) => [version, isNow]),
    ).toEqual([
      [3, false],
      [2, true],
      [1, false],
    ])
    await publish(0)
    expect((await sayNow({})).subject).toBe(sample.subject)
    expect(await world.look(wordingsForList)).toMatchObject([{ version: null, nextVersion: null }])
    await expect(publish(9)).rejects.toMatchObject({ code: "wording-version-is-not-there" })
    await expect(publish(1, "2026-04-09")).rejects.toMatchObject({ code: "wording-starts-in-the-past" })
    await expect(world.act((scope) => scope.sql`update notice_wording set body = 'x'`)).rejects.toThrow(
      /permission denied/,
    )
  })

  test("B1 a value is never read as a template, adds no header, and is escaped in HTML", async () => {
    world.today("2026-04-11")
    await publish(await save({ subject: "{{ member_name }}様へ", body: "{{ member_name }}\n\n{{ link }}" }))
    const odd = await sayNow({ member_name: "{{ link_url }}{% if %}\r\nBcc: a@example.jp <b>&" })
    expect(odd.subject).toBe("{{ link_url }}{% if %} Bcc: a@example.jp <b>&様へ")
    expect(odd.text).toContain("{{ link_url }}{% if %}")
    expect(odd.html).toContain("Bcc: a@example.jp &lt;b&gt;&amp;")
    expect(odd.html).not.toContain("<b>")
    expect(odd.html).toContain('href="https://teiki.example/o/engei/renew/abc"')
  })

  test("B1 notices go out in the published words, a step's own before those for all, and keep the version they were sent in", async () => {
    const [first, second] = [await world.reader(), await world.reader({ email: "x@tsuki.example" })]
    for (const one of [first, second])
      await world.pay(await world.order(one, "M3", { startIssue: 1, paymentWay: "card" }), 10_000, "card")
    await publish(await save(good))
    await publish(await save({ ...good, subject: "第1回" }, { ...mail, step: 1 }), "", { ...mail, step: 1 })
    await world.act((scope) => sendRenewalNotices(scope, scope.today))
    await publish(0, "", { ...mail, step: 1 })
    await world.ship("TSUKI", 2)
    await world.act((scope) => sendRenewalNotices(scope, scope.today))
    const mails = await sent()
    expect(mails.map(({ subject, version }) => [subject, version])).toEqual([
      ["第1回", 1],
      ["第1回", 1],
      ["月刊つきをこれからも(2)", 5],
      ["月刊つきをこれからも(2)", 5],
    ])
    expect(mails[3]?.body_text).toMatch(
      /^読者 \d番 様\n\nあと1回です。\n\n契約番号: K\d+\n[^]*\/o\/tsuki\/renew\/[\w-]{24}\n\n--\n/,
    )
    expect(mails[3]?.body_html).toContain("<th>契約番号</th>")
    expect((await world.look((scope) => wordingVersions(scope, mail)))[0]).toMatchObject({ version: 5, sent: 2 })
  })

  test("B1 a preview shows a real member's contract; a test mail goes to the member of staff alone", async () => {
    const version = await save(good)
    const [contract] = await world.look(
      (scope) => scope.sql<{ number: string; member: string }>`
        select contract.number, member.number as member from contract join member on member.id = payer_id where price_yen > 0 limit 1`,
    )
    const asked = { ...mail, version, number: contract?.number ?? "" }
    const shown = await world.look((scope) => previewMail(scope, asked))
    expect(shown.text).toContain(`契約番号: ${contract?.number ?? ""}`)
    expect(shown.text).toMatch(/^読者 \d番 様/)
    expect((await world.look((scope) => previewMail(scope, { ...asked, number: contract?.member ?? "" }))).text).toBe(
      shown.text,
    )
    await expect(world.look((scope) => previewMail(scope, { ...asked, number: "K999999" }))).rejects.toMatchObject({
      code: "preview-subject-is-not-there",
    })
    await world.act((scope) => sendTestMail(scope, { ...asked, to: "staff@example.jp" }))
    const sent = await world.look(
      (scope) => scope.sql<{ recipient: string; subject: string }>`
        select recipient, subject from outbox where kind = 'wording-test'`,
    )
    expect(sent.map(({ recipient }) => recipient)).toEqual(["staff@example.jp"])
    expect(sent[0]?.subject).toMatch(/^\[テスト\] 月刊つきを/)
    const paper = await save(
      { subject: "継続のお願い", body: "{{ publication }}は第{{ last_issue }}号までです。\n\n次の段落です。" },
      letter,
    )
    const shownLetter = await world.look((scope) =>
      previewLetter(scope, { ...letter, version: paper, number: asked.number }),
    )
    expect(shownLetter).toMatchObject({
      title: "継続のお願い",
      paragraphs: ["月刊つきは第3号までです。", "次の段落です。"],
    })
    expect(shownLetter.address.name).toMatch(/^読者/)
  })
})
