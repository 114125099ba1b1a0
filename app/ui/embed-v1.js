// Teiki apply button, v1. The plain link inside <teiki-apply> always works; this only adds price and state beside it.
;(() => {
  "use strict"
  const script = document.currentScript
  const home = script ? new URL(script.src).origin : location.origin
  const style = `
    :host{display:inline-block;font:inherit}
    .offer{display:inline-flex;flex-wrap:wrap;align-items:center;gap:.5em .75em}
    .price{font-variant-numeric:tabular-nums;color:var(--teiki-text,inherit)}
    .state{font-size:.875em;color:var(--teiki-muted,#5c5c57)}
    ::slotted(a){display:inline-block;min-height:44px;line-height:44px;padding:0 1.25em;border-radius:var(--teiki-radius,6px);
      background:var(--teiki-accent,#1f6f54);color:var(--teiki-on-accent,#fff)!important;text-decoration:none;font-weight:600}
    ::slotted(a:hover){filter:brightness(.92)}
    ::slotted(a:focus-visible){outline:3px solid var(--teiki-focus,#1a73e8);outline-offset:2px}`

  class TeikiApply extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return
      const root = this.attachShadow({ mode: "open" })
      const sheet = document.createElement("style")
      sheet.textContent = style
      // A strict policy of the host page may need its nonce on our style, too.
      if (script && script.nonce) sheet.nonce = script.nonce
      const box = document.createElement("span")
      box.className = "offer"
      this.price = Object.assign(document.createElement("span"), { className: "price" })
      this.state = Object.assign(document.createElement("span"), { className: "state" })
      this.state.setAttribute("role", "status")
      box.append(document.createElement("slot"), this.price, this.state)
      root.append(sheet, box)
      this.name()
      void this.load()
    }

    /** The page and its source become the order's source code. */
    name() {
      const link = this.querySelector("a[href]")
      if (!link) return
      const url = new URL(link.href)
      if (url.origin !== home) return
      if (this.dataset.source) url.searchParams.set("source", this.dataset.source)
      for (const [key, value] of new URLSearchParams(location.search)) {
        if (key.startsWith("utm_")) url.searchParams.set(key, value)
      }
      url.searchParams.set("page", location.pathname)
      if (document.documentElement.lang.startsWith("en")) url.searchParams.set("lang", "en")
      link.href = url.href
    }

    async load() {
      const link = this.querySelector("a[href]")
      const organization = link && /\/o\/([^/]+)\/(?:apply|seminars)\//.exec(link.href)
      const [offer, seminar] = [this.getAttribute("offer"), this.getAttribute("seminar")]
      if (!organization || !(offer || seminar)) return
      const what = seminar ? ["seminars", seminar] : ["offers", offer]
      const english = document.documentElement.lang.startsWith("en")
      try {
        const answer = await fetch(`${home}/embed/v1/${what[0]}/${organization[1]}/${encodeURIComponent(what[1])}`)
        if (!answer.ok) return
        if (seminar) {
          this.seats(await answer.json(), link, english)
          return
        }
        const { priceYen, open } = await answer.json()
        const amount = Number(priceYen).toLocaleString(english ? "en" : "ja-JP")
        this.price.textContent = english ? `¥${amount} (tax included)` : `${amount}円(税込)`
        if (!open) this.state.textContent = english ? "Applications are closed" : "受付は終了しました"
      } catch {
        // Offline or blocked: the link alone is enough.
      }
    }

    /** 残席・満席・キャンセル待ち beside the button of a seminar. */
    seats({ left, fromYen, openness }, link, english) {
      const amount = Number(fromYen).toLocaleString(english ? "en" : "ja-JP")
      const free = english ? "Free" : "無料"
      this.price.textContent = fromYen === 0 ? free : english ? `from ¥${amount}` : `${amount}円〜(税込)`
      const states = {
        open: english ? `${left} seats left` : `残席 ${left}`,
        full: english ? "Full" : "満席",
        "waiting-list": english ? "Full: join the waiting list" : "満席(キャンセル待ち受付中)",
        "not-yet": english ? "Not open yet" : "受付開始前",
        closed: english ? "Applications are closed" : "受付は終了しました",
        cancelled: english ? "Cancelled" : "中止",
      }
      this.state.textContent = states[openness] || ""
      if (openness === "waiting-list") link.textContent = english ? "Join the waiting list" : "キャンセル待ちに申し込む"
    }
  }
  if (!customElements.get("teiki-apply")) customElements.define("teiki-apply", TeikiApply)
})()
