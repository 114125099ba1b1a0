/** A reader who applies over HTTP, without a browser: what a page's forms would send. */
export class Reader {
  constructor(
    private readonly url: string,
    readonly person: Readonly<Record<string, string>>,
    private readonly organization = "engei",
  ) {}

  private post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    return fetch(new URL(path, this.url), {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { Origin: this.url },
      redirect: "manual",
    })
  }

  /** Opens the form; gives the fields with the application's id and the first issue offered. */
  async openForm(offer: string): Promise<Readonly<Record<string, string>>> {
    const page = await (await fetch(new URL(`/o/${this.organization}/apply/${offer}`, this.url))).text()
    const applicationId = /name="applicationId" value="([^"]+)"/.exec(page)?.[1] ?? ""
    const startIssue = /name="startIssue"[^>]*value="(\d+)"/.exec(page)?.[1] ?? ""
    return { ...this.person, applicationId, startIssue, copies: "1", agrees: "yes" }
  }

  submitForm(offer: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    return this.post(`/o/${this.organization}/apply/${offer}?source=WEB-TOP&page=%2F`, fields)
  }

  /** Fills the form in and gives the address of the final confirmation. */
  async apply(offer: string, changes: Readonly<Record<string, string>> = {}): Promise<string> {
    const answer = await this.submitForm(offer, { ...(await this.openForm(offer)), ...changes })
    return answer.headers.get("location") ?? ""
  }

  /** 申し込みを確定: gives the address of Stripe's page, or where else it leads. */
  async confirm(confirmation: string): Promise<string> {
    return (await this.post(confirmation, {})).headers.get("location") ?? ""
  }

  /** Comes back from Stripe's page; gives the page's text. */
  async comeBack(confirmation: string, sessionId: string): Promise<string> {
    return (await fetch(new URL(`${confirmation}/done?session=${sessionId}`, this.url))).text()
  }
}

/** The id of the session of a Checkout page's address. */
export const sessionOf = (checkoutUrl: string): string => /\/c\/pay\/([^/?#]+)/.exec(checkoutUrl)?.[1] ?? ""

export const hana = {
  familyName: "佐藤",
  givenName: "花",
  familyNameKana: "さとう",
  givenNameKana: "ﾊﾅ",
  email: "hana@example.jp",
  phone: "０３－１２３４－５６７８",
  postalCode: "１０１-００５１",
  prefecture: "東京都",
  city: "千代田区",
  street: "神田神保町1-2",
} as const
