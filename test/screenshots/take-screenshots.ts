import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { createInterface } from "node:readline"
import { parseArgs } from "node:util"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { demoDomain } from "#app/identity/staff.ts"
import { discardHome, freePort } from "#app/platform/embedded-postgres.server.ts"
import { statisticCodes } from "#app/reports/statistics/statistic.ts"
import { noticeMail } from "#templates/mail/notice-mail.ts"
import { receiptMail, sample } from "#templates/mail/receipt-mail.ts"
import { openBrowser } from "#test/support/browser.ts"
import { demoPassword } from "#test/support/demo/seed-demo.ts"
import { pictureOfPdf } from "#test/screenshots/picture-of-pdf.ts"

// `npm run screenshots -- --out DIR`: starts the whole product with its demo data in a home of its own, and takes every
// page (desktop, phone, dark) and every paper as PNG.

const { values } = parseArgs({ options: { out: { type: "string", default: "screenshots" } } })
const out = path.resolve(values.out)

const publicPages = {
  doors: "/",
  "sign-in": "/sign-in",
  apply: "/o/engei/apply/G12",
  "apply-english": "/o/engei/apply/T4?lang=en",
  "commercial-law": "/o/engei/commercial-law",
  "request-brochures": "/o/engei/brochures",
  seminars: "/o/engei/seminars",
  "not-found": "/o/nobody",
} as const

const consolePages = {
  home: "/console",
  members: "/console/members",
  "members-search": "/console/members?q=ﾔﾏｻﾞｷ",
  "member-new": "/console/members/new",
  retention: "/console/retention",
  matches: "/console/matches",
  issues: "/console/issues",
  "issue-run": "/console/issues/GARDEN/521",
  "issue-draft": "/console/issues/TSURI/89",
  inserts: "/console/inserts/GARDEN",
  dashboard: "/console/dashboard",
  ...Object.fromEntries(statisticCodes.map((code) => [`report-${code}`, `/console/issues/GARDEN/521/reports/${code}`])),
  "report-people": "/console/issues/GARDEN/521/reports/R1/people?row=0&figure=started",
  offers: "/console/offers",
  orders: "/console/orders",
  "order-new": "/console/orders/new?find=ヤマザキ",
  payments: "/console/payments",
  refunds: "/console/refunds",
  returns: "/console/returns",
  bounces: "/console/bounces",
  books: "/console/books",
  "month-close": "/console/books/2026-11",
  vouchers: "/console/books/2026-11/vouchers",
  accounts: "/console/books/2026-11/accounts",
  deferred: "/console/books/2026-11/deferred",
  receivable: "/console/books/2026-11/receivable",
  ageing: "/console/books/2026-11/ageing",
  "chart-of-accounts": "/console/accounts",
  approvals: "/console/approvals",
  "tax-rates": "/console/tax-rates",
  services: "/console/services",
  "service-items": "/console/services/items",
  promotions: "/console/promotions",
  wordings: "/console/wordings",
  "wording-of-renewal": "/console/wordings/renewal.mail.ja.0",
  brochures: "/console/brochures",
  "brochure-materials": "/console/brochures/materials",
  bank: "/console/bank",
  "bank-aside": "/console/bank?state=ignored",
  "card-money": "/console/card-money",
  debits: "/console/debits",
  slips: "/console/slips",
  "debit-settings": "/console/debits/settings",
  remittances: "/console/remittances",
  "remittance-settings": "/console/remittances/settings",
  papers: "/console/papers",
  "papers-settings": "/console/papers/settings",
  dunning: "/console/papers/dunning",
  "payment-notices": "/console/papers/payment-notices",
  companies: "/console/companies",
  segments: "/console/members/segments",
  "member-codes": "/console/member-codes",
  "member-fields": "/console/member-fields",
  "consent-wordings": "/console/consent-wordings",
  sources: "/console/sources",
  staff: "/console/staff",
  seminars: "/console/seminars",
  "seminar-new": "/console/seminars/new",
  "seminar-calendar": "/console/seminar-calendar",
  "seminar-post": "/console/seminar-post",
  "seminar-surveys": "/console/seminar-surveys",
  "seminar-settings": "/console/seminar-settings",
  "certificate-design": "/console/certificate-design",
  imports: "/console/imports",
  "import-new": "/console/imports/new",
  jobs: "/console/jobs",
  audit: "/console/audit",
} as const

/** Pages of one thing, found by the first link of its list. */
const firstOf = {
  member: ["/console/members", ".row-link"],
  "member-edit": ["/console/members", ".row-link", "/edit"],
  "member-history": ["/console/members", ".row-link", "/history"],
  "member-contracts": ["/console/members", ".row-link", "/contracts"],
  seminar: ["/console/seminars", ".row-link"],
  "seminar-edit": ["/console/seminars", ".row-link", "/edit"],
  "seminar-certificates": ["/console/seminars", ".row-link", "/certificates"],
  "seminar-survey": ["/console/seminars", ".row-link", "/survey"],
  "member-privacy": ["/console/members", ".row-link", "/privacy"],
  order: ["/console/orders", ".row-link"],
  voucher: ["/console/books/2026-11/vouchers", "a[href^='/console/vouchers/']"],
} as const

const papers = ["vouchers", "accounts", "deferred", "receivable", "ageing"] as const

async function startProduct(): Promise<{ url: string; stop: () => Promise<void> }> {
  const home = mkdtempSync(path.join(tmpdir(), "teiki-screenshots-"))
  const port = await freePort()
  const server = spawn(process.execPath, ["--import", "tsx", "server.ts"], {
    env: { ...process.env, NODE_ENV: "development", TEIKI_HOME: home, PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  })
  const url = `http://127.0.0.1:${port}`
  for await (const line of createInterface({ input: server.stdout })) if (line.trim() === `Teiki  ${url}`) break
  server.stdout.resume()
  return {
    url,
    stop: async () => {
      server.kill("SIGTERM")
      await once(server, "exit")
      discardHome(home)
    },
  }
}

const looks = {
  desktop: { viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "light" },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
} as const

async function shoot(page: Page, name: string, look: string) {
  await page.waitForLoadState("networkidle")
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: path.join(out, look, `${name}.png`), fullPage: true })
}

async function signIn(context: BrowserContext, url: string) {
  const page = await context.newPage()
  await page.goto(`${url}/sign-in`)
  await page.fill("[name=email]", `administrator@${demoDomain}`)
  await page.fill("[name=password]", demoPassword)
  await page.click("button[type=submit]")
  await page.waitForURL("**/console")
  await page.close()
}

/** The newest order's contract and its forms. */
async function takeContract(page: Page, url: string, look: string) {
  await page.goto(`${url}/console/orders`)
  await page.locator(".row-link").first().click()
  const href = await page.locator("a[href^='/console/contracts/']").first().getAttribute("href")
  if (href === null) return
  for (const part of ["", "/hold", "/renew", "/payment", "/cancel?reason=no-time"]) {
    await page.goto(url + href + part)
    await shoot(page, `contract${part.replace(/\?.*/, "").replace("/", "-")}`, look)
  }
}

async function takePages(browser: Browser, url: string, look: keyof typeof looks) {
  const context = await browser.newContext(looks[look])
  await signIn(context, url)
  const page = await context.newPage()
  const pages = look === "dark" ? consolePages : { ...publicPages, ...consolePages }
  for (const [name, address] of Object.entries(pages)) {
    if (name === "sign-in") await context.clearCookies()
    await page.goto(url + address)
    await shoot(page, name, look)
    if (name === "sign-in") await signIn(context, url)
  }
  for (const [name, [list, link, tab = ""]] of Object.entries(firstOf)) {
    await page.goto(url + list)
    const href = await page.locator(link).first().getAttribute("href")
    if (href === null) continue
    await page.goto(url + href + tab)
    await shoot(page, name, look)
  }
  await takeContract(page, url, look)
  await context.close()
}

async function takePapers(browser: Browser, url: string) {
  const context = await browser.newContext()
  await signIn(context, url)
  for (const paper of papers) {
    const answer = await context.request.get(`${url}/console/books/2026-11/${paper}/pdf`)
    const pages = await pictureOfPdf(browser, await answer.body(), 2)
    for (const [at, png] of pages.entries()) writeFileSync(path.join(out, "papers", `${paper}-${at + 1}.png`), png)
  }
  for (const code of statisticCodes) {
    const answer = await context.request.get(`${url}/console/issues/GARDEN/521/reports/${code}/pdf`)
    const pages = await pictureOfPdf(browser, await answer.body(), 2)
    for (const [at, png] of pages.entries()) writeFileSync(path.join(out, "papers", `${code}-${at + 1}.png`), png)
  }
  const page = await context.newPage()
  await page.setContent(noticeMail(receiptMail(sample)).html)
  await page.screenshot({ path: path.join(out, "papers", "receipt-mail.png"), fullPage: true })
  await context.close()
}

for (const folder of [...Object.keys(looks), "papers"]) mkdirSync(path.join(out, folder), { recursive: true })
const product = await startProduct()
const browser = await openBrowser()
try {
  await takePages(browser, product.url, "desktop")
  await takePages(browser, product.url, "phone")
  await takePages(browser, product.url, "dark")
  await takePapers(browser, product.url)
} finally {
  await browser.close()
  await product.stop()
}
process.stdout.write(`${out}\n`)
