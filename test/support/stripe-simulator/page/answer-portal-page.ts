import type Stripe from "stripe"
import { replaceCard } from "../acts/replace-card.ts"
import { isCardName, type CardName } from "../acts/test-cards.ts"
import { find, idOf, type Act } from "../state/objects.ts"
import type { Simulation } from "../state/simulation.ts"
import { ApiError } from "../wire/api-error.ts"
import { takeFault } from "../wire/take-fault.ts"
import type { PageReply, PageRequest } from "./answer-page.ts"
import { escaped, htmlPage } from "./html.ts"
import { wordsFor, type PageWords } from "./page-words.ts"
import { unknownPage } from "./pay-page.ts"

// A visit that nobody has ended is good for an hour.
const LIFE = 3600
const CARDS = ["4242", "0002", "9995", "0069", "0341", "3184"] as const satisfies readonly CardName[]

/** Answers the hosted page of the customer portal: shows the card, keeps another, sends the payer back. */
export function answerPortalPage(simulation: Simulation, request: PageRequest): PageReply {
  const [, , , sessionId = ""] = request.path.split("/")
  const account = Object.values(simulation.state.accounts).find(({ objects }) =>
    Object.hasOwn(objects["billing_portal.session"], sessionId),
  )
  const act = account === undefined ? undefined : { simulation, account, request: null }
  const session = act === undefined ? undefined : find(act, "billing_portal.session", sessionId)
  const words = wordsFor(session?.locale ?? null, request.acceptLanguage)
  if (act === undefined || session === undefined || session.created + LIFE < simulation.seconds()) {
    return { status: 404, html: unknownPage(words) }
  }
  const fault = takeFault(simulation, request.method, request.path)
  if (fault === "reset_before" || fault === "timeout_before") return fault === "reset_before" ? "cut" : "silence"
  if (request.method !== "POST") return { status: 200, html: portalPage(words, act, session, null) }
  const card = new URLSearchParams(request.body).get("card") ?? ""
  if (!isCardName(card)) return { status: 303, location: session.url }
  try {
    replaceCard(act, session.id, card)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { status: 402, html: portalPage(words, act, session, error.body.decline_code ?? "other") }
  }
  simulation.save()
  if (fault === "reset_after_commit" || fault === "timeout_after_commit") return "cut"
  return { status: 303, location: session.flow?.after_completion.redirect?.return_url ?? session.return_url ?? "/" }
}

function portalPage(words: PageWords, act: Act, session: Stripe.BillingPortal.Session, decline: string | null): string {
  const customer = find(act, "customer", session.customer)
  const kept = idOf(customer.invoice_settings.default_payment_method)
  const last4 = kept === null ? "4242" : (find(act, "payment_method", kept).card?.last4 ?? "4242")
  const said = decline === null ? "" : (words.declined[decline] ?? words.declined.other ?? decline)
  const cards = CARDS.map(
    (card) =>
      `<label class="choice"><input type="radio" name="card" value="${card}"${card === last4 ? " checked" : ""}><span>${words.cards[card]}</span><small>•••• ${card}</small></label>`,
  )
  const back =
    session.return_url === null ? "" : `<a class="back" href="${escaped(session.return_url)}">${words.back}</a>`
  return htmlPage(words, {
    ...{ heading: words.portal, className: "narrow" },
    main: `<section class="card">
${said === "" ? "" : `<p class="alert" role="alert">${escaped(said)}</p>`}
<form method="post" action="/p/session/${escaped(session.id)}">
<fieldset><legend>${words.card}</legend>
${cards.join("\n")}
</fieldset>
<button type="submit">${words.keepCard}</button>
</form>
${back}
</section>`,
  })
}
