import { readFile } from "node:fs/promises"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { makeDebitRequest } from "#app/billing/debit/make-debit-request.server.ts"
import { anyWork, doAskedWork } from "#app/platform/background.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { brochureForm, staffBrochureForm } from "#app/subscriptions/brochures/brochure-form.ts"
import { pickBrochures } from "#app/subscriptions/brochures/pick-brochures.server.ts"
import { requestByStaff } from "#app/subscriptions/brochures/request-brochures.server.ts"
import { addBrochure } from "#app/subscriptions/brochures/save-brochure.server.ts"
import { announcementForm } from "#app/desk/announcements/announcement-form.ts"
import { saveAnnouncement } from "#app/desk/announcements/save-announcement.server.ts"
import { billServices } from "#app/desk/services/bill-services.server.ts"
import { openServiceContract } from "#app/desk/services/open-service-contract.server.ts"
import { addServiceItem } from "#app/desk/services/save-service-item.server.ts"
import { serviceItemForm } from "#app/desk/services/service-form.ts"
import { saveSegment } from "#app/members/save-segment.server.ts"
import { startMemberExport } from "#app/members/export-members.server.ts"
import { keepBounces } from "#app/notices/keep-bounces.server.ts"
import { queueMail } from "#app/notices/queue-mail.server.ts"
import { saveWording } from "#app/notices/save-wording.server.ts"
import { storeFile } from "#app/platform/files.server.ts"
import { importWork, startSubscriberImport } from "#app/subscriptions/start-subscriber-import.server.ts"
import { confirmStudies } from "#app/subscriptions/conditions/decide-studies.server.ts"
import { sendProof } from "#app/subscriptions/conditions/send-proof.server.ts"
import { answerByRefund } from "#app/subscriptions/discontinued/answer-discontinued.server.ts"
import { makeRemittance } from "#app/subscriptions/remittances/make-remittance.server.ts"
import { readersAccount, setUpRemittances } from "#test/support/remittance-desk.ts"
import { offerChoice } from "#app/subscriptions/discontinued/offer-choice.server.ts"
import { addPromotion } from "#app/subscriptions/promotions/add-promotion.server.ts"
import { promotionForm } from "#app/subscriptions/promotions/promotion-form.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { registerAccount, setUpDebits } from "#test/support/debit-desk.ts"
import { paid, seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { smallWorld } from "#test/support/small-world.ts"
import type { TestHouse } from "#test/support/use-house.ts"

/** A word that stands in names, titles and notes of this tenant and nowhere else. */
export const secret = "ヒミツノ月"

/** One of everything that a page of the console has in its address, by where the address needs it. */
export type Samples = Readonly<Record<string, string>>

/** A publisher with one of everything, and its ids; by the commands that its people would use. */
export async function richTenant(house: TestHouse): Promise<Samples> {
  const publisher = { code: "himitsu", name: secret, shipDay: 16, prices: { M12: 11_000, M3: 10_000, Q4: 6_600 } }
  const office = seminarWorld(house, publisher)
  const till = smallWorld(house, publisher)
  await office.found()
  office.today("2026-04-01")
  const member = await office.reader({ companyName: `${secret}株式会社` })
  const contract = await office.order(member, "M12")
  await till.pay(contract, 5_000)
  const debtor = await office.reader({ companyName: secret })
  await office.act(async (scope) => {
    await setUpDebits(scope)
    await registerAccount(scope, debtor)
  })
  const bystander = await office.reader()
  const owed = await office.order(debtor, "M12", { paymentWay: "direct-debit" })
  const addressee = { name: secret, department: "", honorific: "御中" }
  const bill = (contractId: typeof owed) =>
    office.act((scope) => invoiceContract(scope, { contractId, addressee, dueOn: calendarDate("2026-04-27") }))
  const ended = await office.order(bystander, "Q4")
  await till.pay(ended, 6_600)
  const paper = await bill(owed)
  const debit = await office.act((scope) => makeDebitRequest(scope, calendarDate("2026-04-27")))
  await office.ship("TSUKI", 1)
  const promotion = await office.act((scope) =>
    addPromotion(scope, promotionForm("ja").parse({ code: "HIMITSU", name: secret, kind: "percent", amount: "10" })),
  )
  const words = { subject: secret, body: "{{ greeting }}\n\n{{ facts }}\n\n{{ link }}" }
  await office.act((scope) =>
    saveWording(scope, { ...{ kind: "renewal", channel: "mail", locale: "ja", step: 0 }, ...words }),
  )
  const segment = await office.act((scope) => saveSegment(scope, { name: secret, rules: { contract: "active" } }))
  const announcement = await office.act((scope) =>
    saveAnnouncement(scope, {
      ...announcementForm("ja").parse({ ...words, body: secret, to: segment.id, locale: "ja", target: "none" }),
      id: null,
    }),
  )
  office.today("2026-11-20")
  await office.load(seminarGiven("HIMITSU", paid(11_000, { title: `講座 ${secret}` })))
  const seminarOrder = await office.apply("HIMITSU", { way: "invoice", companyName: secret })
  await office.act(async (scope) => {
    const mail = {
      kind: "receipt",
      dedupeKey: "himitsu",
      recipient: "himitsu@example.jp",
      subject: secret,
      text: secret,
      html: secret,
    }
    await queueMail(scope, { ...mail, memberId: member })
    const [sent] = await scope.sql<{ id: string }>`select id from outbox where dedupe_key = 'himitsu'`
    const said = { reportKey: "himitsu", action: "failed", status: "5.1.1", diagnostic: secret } as const
    await keepBounces(scope, [{ ...said, outboxId: sent?.id ?? "" }])
  })
  const actor = await house.actor(publisher.code)
  const exported = await startMemberExport(actor, { search: "", rules: {}, format: "csv", segment: "" })
  const bad = await readFile("db/seeds/legacy/subscribers-with-errors.csv")
  const upload = await office.act((scope) =>
    storeFile(scope, {
      name: `${secret}.csv`,
      mediaType: "text/csv",
      content: bad,
    }),
  )
  const imported = await startSubscriberImport(actor, {
    ...{
      fileId: upload.id,
      fileName: upload.name,
      sha256: upload.sha256,
      asOf: calendarDate("2026-11-20"),
      mode: "preview",
      mapping: null,
    },
  })
  await doAskedWork(actor, [anyWork(importWork)])
  const batch = await office.act(async (scope) => {
    await addBrochure(scope, brochureForm("ja").parse({ code: "HIMITSU", name: secret, weightGrams: "120" }))
    const asked = { requestId: contract, brochures: ["HIMITSU"], copies: "1", channel: "phone" }
    await requestByStaff(scope, await memberNumber(scope, member), staffBrochureForm("ja").parse(asked))
    // A quarterly that has ended, and owes its readers.
    await scope.sql`update publication set discontinued_after = 1 where code = 'KISETSU'`
    await scope.sql`update issue set skipped_on = ${scope.today}::date where publication_id in (select id from publication where code = 'KISETSU')`
    await offerChoice(scope, "KISETSU", { answerUntil: calendarDate("2026-12-31") })
    await answerByRefund(scope, ended, "staff", readersAccount)
    await setUpRemittances(scope)
    return (await pickBrochures(scope)).batch
  })
  const remittance = await office.act((scope) => makeRemittance(scope, { on: calendarDate("2026-11-30") }))
  const service = await office.act(async (scope) => {
    const plan = { code: "HIMITSU", kind: "plan", name: secret, monthlyYen: "30000" }
    await addServiceItem(scope, serviceItemForm("ja").parse(plan))
    const payerNumber = await memberNumber(scope, member)
    const startsOn = calendarDate("2026-04-15")
    const opened = await openServiceContract(scope, { payerNumber, startsOn, planCode: "HIMITSU", optionCodes: [] })
    await billServices(scope, calendarDate("2026-04-30"))
    return opened
  })
  // Of somebody else, so that the member's own page still says that his are confirmed.
  const sent = { path: "public/door-192.png", school: secret, graduatesIn: "2028-03" }
  await office.act((scope) => sendProof(scope, bystander, sent))
  const studies = { school: secret, studiesUntil: calendarDate("2027-03-31"), note: secret }
  await office.act((scope) => confirmStudies(scope, member, studies))
  const [found] = await office.look(
    (scope) => scope.sql<Record<string, string>>`
      select (select id from seminar) as seminar, (select id from customer_order order by number limit 1) as order,
        (select voucher_id from movement where contract_id = ${contract}::uuid limit 1) as voucher,
        (select id from registration limit 1) as registration,
        (select file_id from issue_run_result where file_id is not null limit 1) as file,
        (select file_id from student_proof_file limit 1) as "proof-file",
        (select id from service_bill) as bill, (select id from company order by id limit 1) as company`,
  )
  return {
    ...{ ...found, upload: upload.id, bystander },
    ...{
      member,
      contract,
      ended,
      paper,
      debit: debit.requestId,
      remittance: remittance.id,
      promotion,
      "seminar-order": seminarOrder,
    },
    ...{ segment: segment.id, announcement: announcement.id, service: service.id },
    ...{ export: exported, import: imported, batch: batch?.id ?? "" },
  }
}

async function memberNumber(scope: Scope, id: string): Promise<string> {
  const [row] = await scope.sql<{ number: string }>`select number from member where id = ${id}::uuid`
  return row?.number ?? ""
}
