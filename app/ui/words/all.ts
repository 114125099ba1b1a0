import { accounts } from "#app/ui/words/accounts.ts"
import { actions } from "#app/ui/words/actions.ts"
import { announcements } from "#app/ui/words/announcements.ts"
import { apply } from "#app/ui/words/apply.ts"
import { approvals } from "#app/ui/words/approvals.ts"
import { callingOff } from "#app/ui/words/calling-off.ts"
import { audit } from "#app/ui/words/audit.ts"
import { slips } from "#app/ui/words/slips.ts"
import { bank } from "#app/ui/words/bank.ts"
import { books } from "#app/ui/words/books.ts"
import { bounces } from "#app/ui/words/bounces.ts"
import { brochures } from "#app/ui/words/brochures.ts"
import { calendar } from "#app/ui/words/calendar.ts"
import { cardMoney } from "#app/ui/words/card-money.ts"
import { certificates } from "#app/ui/words/certificates.ts"
import { companies } from "#app/ui/words/companies.ts"
import { letters } from "#app/ui/words/letters.ts"
import { conditions } from "#app/ui/words/conditions.ts"
import { consents } from "#app/ui/words/consents.ts"
import { consoleWords } from "#app/ui/words/console.ts"
import { contracts } from "#app/ui/words/contracts.ts"
import { debits } from "#app/ui/words/debits.ts"
import { discontinued } from "#app/ui/words/discontinued.ts"
import { door } from "#app/ui/words/door.ts"
import { doorBoard } from "#app/ui/words/door-board.ts"
import { doors } from "#app/ui/words/doors.ts"
import { faults } from "#app/ui/words/faults.ts"
import { imports } from "#app/ui/words/imports.ts"
import { issues } from "#app/ui/words/issues.ts"
import { jobs } from "#app/ui/words/jobs.ts"
import { memberCare } from "#app/ui/words/member-care.ts"
import { members } from "#app/ui/words/members.ts"
import { offerEdit } from "#app/ui/words/offer-edit.ts"
import { orderEntry } from "#app/ui/words/order-entry.ts"
import { my } from "#app/ui/words/my.ts"
import { orders } from "#app/ui/words/orders.ts"
import { papers } from "#app/ui/words/papers.ts"
import { promotions } from "#app/ui/words/promotions.ts"
import { readerSettings } from "#app/ui/words/reader-settings.ts"
import { remittances } from "#app/ui/words/remittances.ts"
import { renew } from "#app/ui/words/renew.ts"
import { segments } from "#app/ui/words/segments.ts"
import { seminarApply } from "#app/ui/words/seminar-apply.ts"
import { seminarOffice } from "#app/ui/words/seminar-office.ts"
import { seminarSurvey } from "#app/ui/words/seminar-survey.ts"
import { seminars } from "#app/ui/words/seminars.ts"
import { serviceBills } from "#app/ui/words/service-bills.ts"
import { services } from "#app/ui/words/services.ts"
import { shell } from "#app/ui/words/shell.ts"
import { shipping } from "#app/ui/words/shipping.ts"
import { signIn } from "#app/ui/words/sign-in.ts"
import { staff } from "#app/ui/words/staff.ts"
import { statistics } from "#app/ui/words/statistics.ts"
import { states } from "#app/ui/words/states.ts"
import { taxRates } from "#app/ui/words/tax-rates.ts"
import { wordings } from "#app/ui/words/wordings.ts"
import { tickets } from "#app/ui/words/tickets.ts"

/** Every word of the screens, by language and area (an area is an i18next namespace). */
export const words = {
  ja: {
    accounts: accounts.ja,
    actions: actions.ja,
    announcements: announcements.ja,
    apply: apply.ja,
    approvals: approvals.ja,
    callingOff: callingOff.ja,
    audit: audit.ja,
    bank: bank.ja,
    slips: slips.ja,
    books: books.ja,
    bounces: bounces.ja,
    brochures: brochures.ja,
    calendar: calendar.ja,
    cardMoney: cardMoney.ja,
    certificates: certificates.ja,
    taxRates: taxRates.ja,
    wordings: wordings.ja,
    tickets: tickets.ja,
    companies: companies.ja,
    conditions: conditions.ja,
    letters: letters.ja,
    consents: consents.ja,
    console: consoleWords.ja,
    contracts: contracts.ja,
    debits: debits.ja,
    discontinued: discontinued.ja,
    door: door.ja,
    doorBoard: doorBoard.ja,
    doors: doors.ja,
    faults: faults.ja,
    imports: imports.ja,
    issues: issues.ja,
    jobs: jobs.ja,
    memberCare: memberCare.ja,
    members: members.ja,
    offerEdit: offerEdit.ja,
    orderEntry: orderEntry.ja,
    my: my.ja,
    orders: orders.ja,
    papers: papers.ja,
    promotions: promotions.ja,
    readerSettings: readerSettings.ja,
    remittances: remittances.ja,
    renew: renew.ja,
    segments: segments.ja,
    seminarApply: seminarApply.ja,
    seminarOffice: seminarOffice.ja,
    seminarSurvey: seminarSurvey.ja,
    seminars: seminars.ja,
    "service-bills": serviceBills.ja,
    services: services.ja,
    shell: shell.ja,
    shipping: shipping.ja,
    signIn: signIn.ja,
    staff: staff.ja,
    states: states.ja,
    statistics: statistics.ja,
  },
  en: {
    accounts: accounts.en,
    actions: actions.en,
    announcements: announcements.en,
    apply: apply.en,
    approvals: approvals.en,
    callingOff: callingOff.en,
    audit: audit.en,
    bank: bank.en,
    slips: slips.en,
    books: books.en,
    bounces: bounces.en,
    brochures: brochures.en,
    calendar: calendar.en,
    cardMoney: cardMoney.en,
    certificates: certificates.en,
    taxRates: taxRates.en,
    wordings: wordings.en,
    tickets: tickets.en,
    companies: companies.en,
    conditions: conditions.en,
    letters: letters.en,
    consents: consents.en,
    console: consoleWords.en,
    contracts: contracts.en,
    debits: debits.en,
    discontinued: discontinued.en,
    door: door.en,
    doorBoard: doorBoard.en,
    doors: doors.en,
    faults: faults.en,
    imports: imports.en,
    issues: issues.en,
    jobs: jobs.en,
    memberCare: memberCare.en,
    members: members.en,
    offerEdit: offerEdit.en,
    orderEntry: orderEntry.en,
    my: my.en,
    orders: orders.en,
    papers: papers.en,
    promotions: promotions.en,
    readerSettings: readerSettings.en,
    remittances: remittances.en,
    renew: renew.en,
    segments: segments.en,
    seminarApply: seminarApply.en,
    seminarOffice: seminarOffice.en,
    seminarSurvey: seminarSurvey.en,
    seminars: seminars.en,
    "service-bills": serviceBills.en,
    services: services.en,
    shell: shell.en,
    shipping: shipping.en,
    signIn: signIn.en,
    staff: staff.en,
    states: states.en,
    statistics: statistics.en,
  },
} as const

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "actions"
    resources: (typeof words)["ja"]
    returnNull: false
  }
}
