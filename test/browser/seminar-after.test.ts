import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { parse } from "yaml"
import { addStaff } from "#app/identity/add-staff.server.ts"
import { inScope, type Scope } from "#app/platform/scope.server.ts"
import { enterSeminarOrder } from "#app/seminars/apply/enter-seminar-order.server.ts"
import { seminarForm } from "#app/seminars/apply/seminar-form.ts"
import { attendeePageUrl } from "#app/seminars/office/attendee-page-url.server.ts"
import { receiveSeminarPayment } from "#app/seminars/money/receive-seminar-payment.server.ts"
import { saveSeminars } from "#app/seminars/plan/save-seminars.server.ts"
import { SeminarFile } from "#app/seminars/seminar-file.ts"
import { expectCleanPage, keepPicture, pictureFolder } from "#test/support/clean-page.ts"
import { doAsked } from "#test/support/asked-work.ts"
import { notePageErrors, openBrowser } from "#test/support/browser.ts"
import { pictureOfPdf } from "#test/screenshots/picture-of-pdf.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const password = "a password for tests"
const complaints: string[] = []
const ids = { seminar: "", order: "", registration: "" }
let browser: Browser

const act = async <Result>(run: (scope: Scope) => Promise<Result>) => inScope(await web.house.actor(), run)

/** Four people apply on paper, by invoice and by post; three of them come on the tenth. */
async function seminarHeld(scope: Scope) {
  const [seminar] = await scope.sql<{ id: string; fee: string }>`
    select seminar.id, fee_type.id as fee from seminar join fee_type on fee_type.seminar_id = seminar.id and fee_type.name = '一般'
    where code = 'ROSE-2026-12'`
  ids.seminar = seminar?.id ?? ""
  const names = [["髙﨑", "𠮷右衛門"], ["德永", "瀨奈"], ["遠藤", "結"], ["鈴木", "花子"]] // prettier-ignore
  for (const [at, [familyName, givenName]] of names.entries()) {
    const [made] = await scope.sql<{ id: string }>`select new_id() as id`
    const form = seminarForm("ja").parse({
      ...{ orderId: made?.id, fee: seminar?.fee, way: "invoice", attends: "yes", agrees: "yes", allowsReminder: "yes" },
      ...{ familyName, givenName, familyNameKana: "カナ", givenNameKana: "アイウエ".charAt(at), companyName: "" },
      ...{ email: `after${at}@example.jp`, phone: `042599000${at}`, department: "", answers: ["はじめて", ""] },
      ...{
        postalCode: "1050014",
        prefecture: "東京都",
        city: "港区",
        street: `芝1-${at + 1}`,
        building: "芝公園ビルディング12階",
      },
    })
    const id = await enterSeminarOrder(scope, {
      code: "ROSE-2026-12",
      form,
      entry: { channel: "fax", holdUntil: null, byPost: "yes" },
    })
    if (at === 0) ids.order = id
  }
  const people = await scope.sql<{ id: string }>`
    insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, kind, source, occurred_at, received_at,
      verdict, recorded_by)
    select ${scope.organizationId}, gen_random_uuid(), registration.seminar_id, session.id, registration.id, 'entry', 'name',
      session.starts_at - interval '10 minutes', session.starts_at, 'accepted', 'test'
    from registration join seminar_session as session on session.seminar_id = registration.seminar_id
    where registration.seminar_id = ${ids.seminar}::uuid and given_name <> '花子' returning registration_id as id`
  ids.registration = people[0]?.id ?? ""
}

beforeAll(async () => {
  web.house.setClock("2026-11-20T10:00:00+09:00")
  browser = await openBrowser()
  await act(async (scope) => {
    await addStaff(scope, { email: "office@example.jp", name: "事務 局子", role: "manager", password })
    await addStaff(scope, { email: "second@example.jp", name: "次長 二子", role: "manager", password })
    await saveSeminars(scope, SeminarFile.parse(parse(readFileSync("db/seeds/seminars.yaml", "utf8"))))
    await seminarHeld(scope)
  })
})

afterAll(() => browser.close())

async function paper(page: Page, address: string, name: string) {
  const answer = await page.request.get(web.url + address)
  expect(answer.status(), address).toBe(200)
  const pdf = await answer.body()
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-")
  if (pictureFolder === undefined) return
  mkdirSync(pictureFolder, { recursive: true })
  const [first] = await pictureOfPdf(browser, pdf, 1)
  if (first) writeFileSync(`${pictureFolder}/paper-${name}.png`, first)
}

/** The first order is paid, so that calling off pays back. */
async function payOrder(scope: Scope) {
  const [order] = await scope.sql<{
    yen: number
  }>`select total_yen as yen from seminar_order where id = ${ids.order}::uuid`
  await receiveSeminarPayment(scope, {
    ...{ seminarOrderId: ids.order, way: "bank-transfer", amountYen: order?.yen ?? 0, receivedOn: scope.today },
    ...{ externalKey: "after:1", cardBrand: null, cardLast4: null },
  })
}

async function signedIn(email = "office@example.jp"): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 844 } })
  const page = await context.newPage()
  notePageErrors(page, complaints)
  await page.goto(`${web.url}/sign-in?to=/console/seminars`)
  await page.fill("[name=email]", email)
  await page.fill("[name=password]", password)
  await page.getByRole("button", { name: "サインイン" }).click()
  await page.waitForURL("**/console/seminars")
  await page.getByRole("heading", { level: 1, name: "セミナー" }).waitFor()
  await page.waitForLoadState("networkidle")
  return page
}

test("F6 F10 F11 after an application: post, certificates, the survey, settings, calling off", async () => {
  let page = await signedIn()
  const open = async (address: string) => {
    await page.goto(web.url + address)
    await page.waitForLoadState("networkidle")
  }
  await expectCleanPage(page, "office-list")
  await open("/console/seminar-calendar?month=2026-12")
  await expectCleanPage(page, "office-calendar")
  await page.keyboard.press("]")
  await page.getByText("この月のセミナーはありません").waitFor()
  await open(`/console/seminar-orders/${ids.order}`)
  await expectCleanPage(page, "office-order")
  await paper(page, `/console/seminar-orders/${ids.order}/tickets.pdf`, "ticket")
  await page.getByRole("button", { name: "受講証を再発行" }).click()
  const reissued = page.waitForResponse((answer) => answer.request().method() === "POST")
  await page.getByRole("alertdialog").getByRole("button", { name: "受講証を再発行" }).click()
  await reissued
  await paper(page, `/console/seminar-orders/${ids.order}/tickets.pdf`, "ticket-reissued")
  await open("/console/seminar-post")
  await page.getByRole("link", { name: "まとめて印刷(PDF)" }).waitFor()
  await expectCleanPage(page, "office-post")
  for (const kind of ["ticket", "invoice"]) {
    await paper(page, `/console/seminar-post/${kind}/letters.pdf`, `letters-${kind}`)
    await paper(page, `/console/seminar-post/${kind}/labels.pdf`, `labels-${kind}`)
  }
  await page.getByRole("button", { name: "発送済にする" }).click()
  await page.getByRole("alertdialog").getByRole("button", { name: "発送済にする" }).click()
  await page.getByText("4通を発送済にしました").waitFor()
  await expectCleanPage(page, "office-post-sent")
  for (const [name, kind] of [
    ["reception", "reception"],
    ["attendance", "attendance"],
  ])
    // prettier-ignore
    await paper(page, `/console/seminars/${ids.seminar}/papers/${kind ?? ""}/pdf`, name ?? "")
  await paper(page, "/console/seminar-tally/2026-11-20/pdf", "tally")
  await open("/console/certificate-design")
  await page.fill("[name=signer]", "理事長 髙橋 德衛")
  await page.fill("[name=colour]", "blue")
  await page.getByRole("button", { name: "体裁を保存" }).click()
  await page.getByText("#と6桁の16進数で入力してください").first().waitFor()
  await page.fill("[name=colour]", "#1f5f4a")
  await page.getByRole("button", { name: "体裁を保存" }).click()
  await page.getByText("体裁を保存しました").waitFor()
  const image = (name: string, mimeType: string, buffer: Buffer) =>
    page.locator("#seal-file").setInputFiles({ name, mimeType, buffer })
  const upload = page
    .locator("section", { has: page.locator("#seal-file") })
    .getByRole("button", { name: "画像を登録" })
  await image("seal.gif", "image/gif", Buffer.from("GIF89a"))
  await upload.click()
  await page.getByText("PNG形式の画像をお選びください").waitFor()
  await image("seal.png", "image/png", await sealPicture())
  await upload.click()
  await page.getByText("体裁を保存しました").waitFor()
  await expectCleanPage(page, "office-design")
  await paper(page, "/console/certificate-design/sample.pdf", "certificate-sample")

  // Nobody stays signed in for weeks.
  web.house.setClock("2026-12-11T10:00:00+09:00")
  page = await signedIn()
  await open(`/console/seminars/${ids.seminar}/certificates`)
  await page.getByRole("button", { name: "条件を満たす全員に発行" }).click()
  await page.getByRole("alertdialog").getByRole("button", { name: "条件を満たす全員に発行" }).click()
  await page.getByText("修了証を作成しています", { exact: false }).first().waitFor()
  expect(await doAsked()).toBe(1)
  await page.getByText("3件を発行しました").waitFor()
  await expectCleanPage(page, "office-certificates")
  await paper(page, `/console/seminars/${ids.seminar}/certificates/all.pdf`, "certificate")
  await page.getByRole("link", { name: "確認ページ" }).first().click()
  await page.getByText("有効な修了証です").waitFor()
  await page
    .locator("#compare-pdf")
    .setInputFiles({ name: "x.pdf", mimeType: "application/pdf", buffer: Buffer.from("x") })
  await page.getByText("発行したPDFと異なります").waitFor()
  await expectCleanPage(page, "public-certificate")

  const attendee = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
  notePageErrors(attendee, complaints)
  await attendee.goto(attendeePageUrl("engei", ids.registration))
  await attendee.waitForLoadState("networkidle")
  await expectCleanPage(attendee, "public-attendee")
  await attendee.locator("label", { hasText: "とても良い" }).first().click()
  await attendee.fill("textarea", "剪定の実演が分かりやすかったです。")
  await attendee.getByRole("button", { name: "回答を送る" }).click()
  await attendee.getByText("ご回答ありがとうございました").waitFor()
  await attendee.getByRole("button", { name: "回答を改める" }).waitFor()
  await attendee.context().close()

  await open(`/console/seminars/${ids.seminar}/survey`)
  await page.getByText("剪定の実演が分かりやすかったです。").waitFor()
  await expectCleanPage(page, "office-survey")
  await paper(page, `/console/seminars/${ids.seminar}/survey/pdf`, "survey")
  await open("/console/seminar-surveys")
  await expectCleanPage(page, "office-surveys")
  await paper(page, "/console/seminar-surveys/pdf?by=lecturer", "survey-lecturers")
  await open("/console/seminar-settings")
  await page.fill("[name=surveyDays]", "many")
  await page.getByRole("button", { name: "設定を保存" }).click()
  await page.getByText("1〜365の数字を入力してください。").waitFor()
  await page.fill("[name=surveyDays]", "45")
  await page.getByRole("button", { name: "設定を保存" }).click()
  await page.getByText("設定を保存しました").waitFor()
  await expectCleanPage(page, "office-settings")

  await open(`/console/seminars/${ids.seminar}/survey`)
  await page.getByRole("link", { name: "設問とご案内" }).click()
  await page.getByText("全体の満足度・役に立つ内容でしたか・ご感想・ご要望", { exact: false }).waitFor()
  await page.locator("[name='questions[0].ja']").fill("剪定の難しさはいかがでしたか")
  await page.locator("select[name=offer]").selectOption({ index: 1 })
  await page.getByRole("button", { name: "設定を保存" }).click()
  await page.getByText("設定を保存しました").waitFor()
  await page.reload()
  expect(await page.locator("select[name=offer]").inputValue()).not.toBe("")
  await expectCleanPage(page, "office-own-survey")
  await open(`/console/seminars/${ids.seminar}/survey`)
  await page.getByRole("heading", { name: "剪定の難しさはいかがでしたか" }).waitFor()

  web.house.setClock("2026-11-21T10:00:00+09:00")
  await act((scope) => payOrder(scope))
  page = await signedIn()
  await open(`/console/seminars/${ids.seminar}`)
  await page.getByRole("button", { name: "中止の承認を依頼する" }).click()
  const dialog = page.getByRole("alertdialog")
  await dialog.getByText("4", { exact: false }).first().waitFor()
  await keepPicture(page, "office-call-off-1280")
  await dialog.locator("[name=reason]").fill("会場の停電のため")
  await dialog.getByRole("button", { name: "中止の承認を依頼する" }).click()
  await page.getByText("開催中止が承認を待っています").waitFor()
  await page.getByRole("button", { name: "依頼を取り下げる" }).waitFor()
  expect(await page.getByRole("button", { name: "承認して中止する" }).count()).toBe(0)
  await expectCleanPage(page, "office-call-off-asked")
  page = await signedIn("second@example.jp")
  await open("/console/approvals")
  await page.getByText("返金を伴う開催中止").first().waitFor()
  await expectCleanPage(page, "office-approvals")
  await page.getByRole("link", { name: "セミナーの画面で決める" }).click()
  await page.getByRole("button", { name: "承認して中止する" }).click()
  await keepPicture(page, "office-call-off-approve-1280")
  await page.getByRole("alertdialog").getByRole("button", { name: "承認して中止する" }).click()
  await page.getByText("中止", { exact: true }).first().waitFor()
  await expectCleanPage(page, "office-called-off")
  await open("/o/engei/seminars/ROSE-2026-12")
  await page.getByText("会場の停電のため").waitFor()
  await expectCleanPage(page, "public-called-off")
  expect(complaints).toEqual([])
})

/** 印影: a red ring, drawn by the browser itself. */
async function sealPicture(): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 240, height: 240 } })
  await page.setContent(
    `<body style="margin:0"><svg width="240" height="240"><circle cx="120" cy="120" r="100" fill="none" stroke="#c0281f" stroke-width="12"/>
    <text x="120" y="108" text-anchor="middle" font-size="64" fill="#c0281f">園芸</text><text x="120" y="176" text-anchor="middle" font-size="64" fill="#c0281f">之印</text></svg></body>`,
  )
  const png = await page.screenshot({ omitBackground: true })
  await page.close()
  return png
}
