/**
 * Each page outside of the console, whose it is, and its address below the organization's: `{name}` is a sample of the tenant that the test
 * asks about, a `{token}` one that only its owner has.
 */
export type Door =
  /** Anybody may open it; what it names is the organization's own. */
  | "everybody"
  /** Only after signing in to one's own page; what it names is the reader's own. */
  | "reader"
  /** Who has the address has the right: it cannot be guessed, and leads nowhere under another organization. */
  | "token"
  /** The door of a seminar, for its staff. */
  | "door"
  /** Not of an organization, or tested where it is built: what it is says why. */
  | "elsewhere"

export const readerAccess: Readonly<Record<string, readonly [door: Door, address: string]>> = {
  _index: ["elsewhere", "the list of organizations"],
  "api.postal-codes.$code": ["elsewhere", "of the country"],
  "api.v1.check-ins": ["elsewhere", "by a key: door-api.test.ts"],
  "api.v1.seminars.$organization.$code.applications": ["elsewhere", "takes posts alone: seminars.test.ts"],
  "dev.gallery": ["elsewhere", "while developing alone"],
  "door.$organization.$seminar._index": ["door", "/door/ORGANIZATION/HIMITSU"],
  "door.$organization.$seminar.check-ins": ["door", "/door/ORGANIZATION/HIMITSU/check-ins"],
  "door.$organization.$seminar.conflicts": ["door", "/door/ORGANIZATION/HIMITSU/conflicts"],
  "door.$organization.$seminar.paper": ["door", "/door/ORGANIZATION/HIMITSU/paper"],
  "door.$organization._index": ["door", "/door/ORGANIZATION"],
  "door.$organization.manifest[.]webmanifest": ["elsewhere", "a name and icons"],
  "door.worker[.]js": ["elsewhere", "a script"],
  "embed.v1.offers.$organization.$offer": ["everybody", "/embed/v1/offers/ORGANIZATION/M12"],
  "embed.v1.seminars.$organization.$code": ["everybody", "/embed/v1/seminars/ORGANIZATION/HIMITSU"],
  "embed.v1[.]js": ["elsewhere", "a script"],
  "hooks.stripe.$organization": ["elsewhere", "signed by Stripe: stripe-contract-webhooks.test.ts"],
  "my.$organization._index": ["reader", "/my/ORGANIZATION"],
  "my.$organization.address": ["reader", "/my/ORGANIZATION/address"],
  "my.$organization.card": ["reader", "/my/ORGANIZATION/card"],
  "my.$organization.choose.$proof": ["token", "/my/ORGANIZATION/choose/{proof}"],
  "my.$organization.code.$id": ["token", "/my/ORGANIZATION/code/{code}"],
  "my.$organization.contracts.$contract": ["reader", "/my/ORGANIZATION/contracts/{contract}"],
  "my.$organization.contracts.$contract_.cancel": ["reader", "/my/ORGANIZATION/contracts/{contract}/cancel"],
  "my.$organization.contracts.$contract_.renew": ["reader", "/my/ORGANIZATION/contracts/{contract}/renew"],
  "my.$organization.help": ["elsewhere", "the same for everybody"],
  "my.$organization.notices": ["reader", "/my/ORGANIZATION/notices"],
  "my.$organization.offers.$offer": ["reader", "/my/ORGANIZATION/offers/{reader-offer}"],
  "my.$organization.opinion": ["reader", "/my/ORGANIZATION/opinion"],
  "my.$organization.papers.$id": ["reader", "/my/ORGANIZATION/papers/{paper}"],
  "my.$organization.papers._index": ["reader", "/my/ORGANIZATION/papers"],
  "my.$organization.papers.statement[.]pdf": ["reader", "/my/ORGANIZATION/papers/statement.pdf"],
  "my.$organization.profile": ["reader", "/my/ORGANIZATION/profile"],
  "my.$organization.studies": ["reader", "/my/ORGANIZATION/studies"],
  "my.$organization.sign-in": ["elsewhere", "the same for everybody"],
  "my.$organization.sign-out": ["elsewhere", "ends one's own session: my-page.test.ts"],
  "my.$organization": ["elsewhere", "the frame of the others"],
  "my.$organization.unsubscribe.$token": ["elsewhere", "says the same whoever is meant: unsubscribe.test.ts"],
  "o.$organization.applications.$token": ["token", "/o/ORGANIZATION/applications/{application}"],
  "o.$organization.applications.$token_.done": ["token", "/o/ORGANIZATION/applications/{application}/done"],
  "o.$organization.apply.$offer": ["everybody", "/o/ORGANIZATION/apply/M12"],
  "o.$organization.attendees.$token._index": ["token", "/o/ORGANIZATION/attendees/{attendee}"],
  "o.$organization.attendees.$token.certificate[.]pdf": [
    "token",
    "/o/ORGANIZATION/attendees/{attendee}/certificate.pdf",
  ],
  "o.$organization.brochures": ["elsewhere", "the same for everybody"],
  "o.$organization.commercial-law": ["elsewhere", "the same for everybody"],
  "o.$organization.discontinued.$token": ["token", "/o/ORGANIZATION/discontinued/{unknown}"],
  "o.$organization.renew.$token": ["token", "/o/ORGANIZATION/renew/{unknown}"],
  "o.$organization.seminar-orders.$token._index": ["token", "/o/ORGANIZATION/seminar-orders/{order-token}"],
  "o.$organization.seminar-orders.$token.join.$join": [
    "token",
    "/o/ORGANIZATION/seminar-orders/{order-token}/join/{unknown}",
  ],
  "o.$organization.seminar-orders.$token.papers.$id": [
    "token",
    "/o/ORGANIZATION/seminar-orders/{order-token}/papers/{paper}",
  ],
  "o.$organization.seminar-orders.$token.tickets[.]pdf": [
    "token",
    "/o/ORGANIZATION/seminar-orders/{order-token}/tickets.pdf",
  ],
  "o.$organization.seminars.$code._index": ["everybody", "/o/ORGANIZATION/seminars/HIMITSU"],
  "o.$organization.seminars.$code.apply": ["everybody", "/o/ORGANIZATION/seminars/HIMITSU/apply"],
  "o.$organization.seminars.$code.calendar[.]ics": ["everybody", "/o/ORGANIZATION/seminars/HIMITSU/calendar.ics"],
  "o.$organization.seminars._index": ["elsewhere", "the organization's own list: seminars.test.ts"],
  "o.$organization": ["elsewhere", "the frame of the others"],
  preferences: ["elsewhere", "of the browser"],
  "sign-in": ["elsewhere", "of the house"],
  "sign-out": ["elsewhere", "of the house"],
  "switch-organization": ["elsewhere", "asks for the roles: staff.test.ts"],
  "t.$organization.$token": ["elsewhere", "says the same of every ticket that is none: seminar-ticket.test.ts"],
  "v.$organization.$certificate": ["elsewhere", "says the same of every number that is none: seminar-path.test.ts"],
}
