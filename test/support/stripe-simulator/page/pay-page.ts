import type Stripe from "stripe"
import type { CardName } from "../acts/test-cards.ts"
import { escaped, htmlPage } from "./html.ts"
import type { PageWords } from "./page-words.ts"

const yen = (words: PageWords, amount: number) =>
  new Intl.NumberFormat(words.lang === "ja" ? "ja-JP" : "en", { style: "currency", currency: "JPY" }).format(amount)

// An object would put the keys that look like numbers before "0002".
const CARDS_IN_ORDER = ["4242", "0002", "9995", "0069", "0341", "3184"] as const

interface PayPage {
  words: PageWords
  session: Stripe.Checkout.Session
  items: readonly Stripe.LineItem[]
  /** The description of each item's product. */
  descriptions: readonly (string | null)[]
  /** The decline code of the last attempt. */
  decline: string | null
  card: string
  email: string
}

/** The hosted payment page: order, choice of test card, 支払う and 戻る. */
export function payPage(page: PayPage): string {
  const { words, decline } = page
  const title = decline === null ? words.title : `${words.error}: ${words.title}`
  return htmlPage(words, { title, heading: words.title, main: `${summary(page)}\n${paymentForm(page)}` })
}

function summary({ words, session, items, descriptions }: PayPage): string {
  const lines = items.map((item, index) => {
    const quantity = item.quantity ?? 1
    const notes = [
      descriptions[index] ?? "",
      quantity > 1 ? `${yen(words, item.price?.unit_amount ?? 0)} × ${quantity}` : "",
    ]
    const small = notes.filter((note) => note !== "").map((note) => `<small>${escaped(note)}</small>`)
    return `<li><span>${escaped(item.description ?? "")}${small.join("")}</span><span class="yen">${yen(words, item.amount_total)}</span></li>`
  })
  return `<section class="card" aria-labelledby="summary">
<h2 id="summary">${words.summary}</h2>
<ul class="lines">${lines.join("")}</ul>
<p class="total"><span>${words.total}</span><span class="yen">${yen(words, session.amount_total ?? 0)}</span></p>
</section>`
}

function paymentForm(page: PayPage): string {
  const { words, session, decline } = page
  const alert = decline === null ? "" : `<p class="alert" role="alert">${escaped(declineText(words, decline))}</p>`
  return `<section class="card" aria-labelledby="payment">
<h2 id="payment">${words.payment}</h2>
${alert}
<form method="post" action="/c/pay/${escaped(session.id)}">
${emailField(page)}
${session.payment_method_types.includes("card") ? cardChoices(page) : ""}
${LATER_WAYS.filter((way) => session.payment_method_types.includes(way))
  .map((way) => laterButton(words, way))
  .join("\n")}
</form>
${backLink(words, session)}
</section>`
}

const LATER_WAYS = ["konbini", "customer_balance"] as const

const cardChoices = (page: PayPage) => `<fieldset><legend>${page.words.card}</legend>
${CARDS_IN_ORDER.map((card) => choice(page, card)).join("\n")}
</fieldset>
<button type="submit">${page.words.pay}</button>`

const laterButton = (words: PageWords, way: (typeof LATER_WAYS)[number]) =>
  `<button type="submit" name="way" value="${way}">${words.later[way]}</button>`

/** Stands for the voucher of the store and the account of the transfer. */
export const instructionsPage = (words: PageWords, session: Stripe.Checkout.Session) =>
  htmlPage(words, {
    heading: words.instructions,
    className: "narrow",
    main:
      session.payment_status === "paid"
        ? note(words.paid)
        : `<form class="card" method="post" action="/c/pay/${escaped(session.id)}/instructions">
<p>${words.instructionsNote}</p><p class="total"><span>${words.total}</span><span class="yen">${yen(words, session.amount_total ?? 0)}</span></p>
<button type="submit">${words.payNow}</button>
</form>`,
  })

const backLink = (words: PageWords, { cancel_url }: Stripe.Checkout.Session) =>
  cancel_url === null ? "" : `<a class="back" href="${escaped(cancel_url)}">${words.back}</a>`

function emailField({ words, session, email }: PayPage): string {
  if (session.customer_email !== null || session.customer !== null) return ""
  return `<label class="label" for="email">${words.email}</label>
<input id="email" name="email" type="email" autocomplete="email" required value="${escaped(email)}">`
}

const choice = ({ words, card: chosen }: PayPage, card: CardName) =>
  `<label class="choice"><input type="radio" name="card" value="${card}"${card === chosen ? " checked" : ""}><span>${words.cards[card]}</span><small>•••• ${card}</small></label>`

const declineText = (words: PageWords, decline: string) => words.declined[decline] ?? words.declined.other ?? decline

/** The step that stands for the bank's 3-D Secure page. */
export const authenticationPage = (words: PageWords, sessionId: string) =>
  htmlPage(words, {
    heading: words.authentication,
    className: "narrow",
    main: `<form class="card" method="post" action="/c/pay/${escaped(sessionId)}/authenticate">
<p>${words.authenticationNote}</p>
<button type="submit" name="result" value="ok">${words.authenticate}</button>
<button type="submit" name="result" value="fail" class="quiet">${words.failAuthentication}</button>
</form>`,
  })

const note = (text: string, back = "") => `<div class="card"><p>${text}</p>${back}</div>`

/** A session that can't be paid any more. */
export const expiredPage = (words: PageWords, session: Stripe.Checkout.Session) =>
  htmlPage(words, {
    heading: words.expired,
    className: "narrow",
    main: note(words.expiredNote, backLink(words, session)),
  })

/** No session has this id. */
export const unknownPage = (words: PageWords) =>
  htmlPage(words, { heading: words.unknown, className: "narrow", main: note(words.unknownNote) })
