import { beforeAll, describe, expect, test } from "vitest"
import { eraseMember } from "#app/desk/erase-member.server.ts"
import { mergeMembers } from "#app/desk/merge-members.server.ts"
import { bytesOfStoredFile } from "#app/platform/files.server.ts"
import { offerForEdit } from "#app/publications/offer-for-edit.server.ts"
import { offerForm } from "#app/publications/offer-form.ts"
import { saveOffer } from "#app/publications/save-offer.server.ts"
import { autoRenewalsDue } from "#app/subscriptions/auto-renewal/auto-renewals-due.server.ts"
import { confirmStudies, refuseStudies } from "#app/subscriptions/conditions/decide-studies.server.ts"
import { endOfStudies } from "#app/subscriptions/conditions/student-proof-form.ts"
import { sendProof } from "#app/subscriptions/conditions/send-proof.server.ts"
import { studentProofs } from "#app/subscriptions/conditions/student-proofs.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { choicesForAct } from "#app/subscriptions/contract/choices-for-contract.server.ts"
import { contractAsItStands } from "#app/subscriptions/contract/lock-contract.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { transferContract } from "#app/subscriptions/contract/transfer-contract.server.ts"
import { renewalOfToken } from "#app/subscriptions/renewal/renewal-of-token.server.ts"
import { renewalsDue } from "#app/subscriptions/renewal/renewals-due.server.ts"
import { sendRenewalNotices } from "#app/subscriptions/renewal/send-renewal-notices.server.ts"
import { startRenewal } from "#app/subscriptions/renewal/start-renewal.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { type ContractId, idOf, type MemberId } from "#app/values/ids.ts"
import { Refusal } from "#app/values/refusal.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
const form = offerForm("ja")
const typed = (more: Readonly<Record<string, string>>) => ({
  ...{ code: "S3", publication: "TSUKI", name: "学割", kind: "term", units: "3", priceYen: "6000", onSale: "on" },
  ...{ refundPolicy: "pro-rata", condition: "students", successor: "M3" },
  ...more,
})
const save = (more: Readonly<Record<string, string>>, isNew = true) =>
  world.act((scope) => saveOffer(scope, form.parse(typed(more)), isNew))
const holders = {
  ...{ code: "H4", publication: "KISETSU", name: "会員価格", units: "4", priceYen: "5000" },
  ...{ condition: "holders", conditionTitle: "TSUKI", successor: "Q4" },
}

beforeAll(async () => {
  await world.found()
  await save({})
  await save(holders)
})

async function refusalOf(run: Promise<unknown>): Promise<string> {
  const error: unknown = await run.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Refusal)) throw new Error("it was not refused", { cause: error })
  return `${error.code}${error.options.field === undefined ? "" : ` @${error.options.field}`}`
}

const confirm = (memberId: MemberId, until: string) =>
  world.act((scope) => confirmStudies(scope, memberId, { school: "つき大学", studiesUntil: calendarDate(until) }))

/** A reader with a term of three issues at the students' price, his studies confirmed until a day, paid. */
async function student(until: string, startIssue = 1): Promise<{ memberId: MemberId; contractId: ContractId }> {
  const memberId = await world.reader()
  await confirm(memberId, until)
  const contractId = await world.order(memberId, "S3", { startIssue, paymentWay: "card" })
  await world.pay(contractId, 6_000, "card")
  return { memberId, contractId }
}

describe("offers that are meant for some readers alone", () => {
  test("D1 the form says what a condition lacks; a successor is a subscription of the same title for everybody", async () => {
    const lacks = (more: Readonly<Record<string, string>>) => {
      const read = form.safeParse(typed(more))
      return read.success ? [] : read.error.issues.map(({ path }) => path.join("."))
    }
    expect(lacks({})).toEqual([])
    expect(lacks({ successor: "" })).toEqual(["successor"])
    expect(lacks({ condition: "holders" })).toEqual(["conditionTitle"])
    expect(lacks({ kind: "sample" })).toEqual(["condition"])
    expect(lacks({ condition: "clubs" })).toEqual(["condition"])
    const refused = "successor-not-fitting @successor"
    for (const successor of ["Q4", "MF", "S9", "NONE"]) {
      expect(await refusalOf(save({ code: "S9", successor })), successor).toBe(refused)
    }
    expect(await refusalOf(save({ code: "S8", successor: "S3" }))).toBe(refused)
    const m3 = { code: "M3", name: "お試し3回", priceYen: "10000", successor: "M12" }
    expect(await refusalOf(save(m3, false))).toBe("offer-follows-others @condition")
    const nowhere = { ...holders, code: "H9", conditionTitle: "NADA" }
    expect(await refusalOf(save(nowhere))).toBe("unknown-publication @conditionTitle")
    const unknownKind = world.act(
      (scope) => scope.sql`update offer_condition set kind = 'clubs', publication_id = null`,
    )
    await expect(unknownKind).rejects.toThrow(/offer_condition_kind_is_known/)
  })

  test("D1 an offer's condition is read back as it was saved, and goes when it is for everybody", async () => {
    const of = (code: string) => world.look((scope) => offerForEdit(scope, code))
    expect(await of("H4")).toMatchObject({ condition: "holders", conditionTitle: "TSUKI", successor: "Q4" })
    await save({ code: "S6", name: "6回", units: "6" })
    expect(await of("S6")).toMatchObject({ condition: "students", conditionTitle: "", successor: "M3" })
    await save({ code: "S6", name: "6回", units: "6", condition: "anyone" }, false)
    expect(await of("S6")).toMatchObject({ condition: "anyone", successor: "" })
    await world.order(await world.reader(), "S6")
  })

  test("D1 学割 at the desk: refused beside the offer until somebody has confirmed the studies, to their last day", async () => {
    const reader = await world.reader()
    const order = () => world.order(reader, "S3")
    expect(await refusalOf(order())).toBe("offer-for-students @offer")
    await confirm(reader, "2026-05-10")
    await order()
    world.today("2026-05-10")
    await order()
    world.today("2026-05-11")
    expect(await refusalOf(order())).toBe("offer-for-students @offer")
    await confirm(reader, "2027-03-31")
    await order()
    await world.act((scope) => refuseStudies(scope, reader, "証明書の誤り"))
    expect(await refusalOf(order())).toBe("offer-for-students @offer")
    const kept = await world.look((scope) =>
      studentProofs(scope, { memberId: reader, state: null, limit: 9, offset: 0 }),
    )
    expect(kept.map(({ state, studiesUntil, school, note }) => [state, studiesUntil, school, note])).toEqual([
      ["refused", null, "つき大学", "証明書の誤り"],
      ["confirmed", "2027-03-31", "つき大学", ""],
      ["confirmed", "2026-05-10", "つき大学", ""],
    ])
    expect(kept.every(({ decidedBy, decidedAt }) => decidedBy === "test" && decidedAt !== null)).toBe(true)
    world.today("2026-04-01")
  })

  test("D1 studies are confirmed for days that can be right, of members who are there; the school year is proposed", async () => {
    const reader = await world.reader()
    for (const until of ["2026-03-31", "2032-05-01"]) {
      expect(await refusalOf(confirm(reader, until)), until).toBe("studies-end-unlikely @studiesUntil")
    }
    await confirm(reader, "2032-04-30")
    const nobody = await world.reader()
    const refused = world.act((scope) => refuseStudies(scope, nobody, "理由"))
    expect(await refusalOf(refused)).toBe("nothing-to-refuse @reason")
    const proposed = (today: string, graduates: string | null) => endOfStudies(calendarDate(today), graduates)
    expect(proposed("2026-11-20", null)).toBe("2027-03-31")
    expect(proposed("2027-03-31", "2028-03-01")).toBe("2027-03-31")
    expect(proposed("2027-04-01", "2027-09-01")).toBe("2027-09-30")
  })

  test("D1 会員価格 at the desk: who pays for a running contract of the title, and nobody who only reads it", async () => {
    const [payer, recipient, sampler] = [await world.reader(), await world.reader(), await world.reader()]
    const order = (memberId: MemberId) => world.order(memberId, "H4")
    const refused = "offer-for-holders @offer"
    expect(await refusalOf(order(payer))).toBe(refused)
    const contract = await world.order(payer, "M12", { recipients: [{ memberId: recipient, copies: 2 }] })
    await world.order(sampler, "MF", { paymentWay: "free" })
    await order(payer)
    expect(await refusalOf(order(recipient))).toBe(refused)
    expect(await refusalOf(order(sampler))).toBe(refused)
    // Somebody who turns out to be the payer has what he has.
    const twin = await world.reader()
    await world.act((scope) => mergeMembers(scope, { kept: twin, merged: payer }))
    await order(twin)
    await world.act((scope) => cancelContract(scope, { contractId: contract, reason: "price" }))
    expect(await refusalOf(order(twin))).toBe(refused)
  })
})

describe("renewals of such offers", () => {
  /** What the series names, and what the card would be charged, for a term on a day. */
  async function dueOf(contractId: ContractId, on: string) {
    const asOf = calendarDate(on)
    const [named] = (await world.look((scope) => renewalsDue(scope, asOf))).filter(
      (due) => due.contractId === contractId,
    )
    const { payerId } = await world.look((scope) => contractAsItStands(scope, contractId))
    await world.act(
      (scope) => scope.sql`
        insert into card_on_file (organization_id, member_id, customer_id, payment_method_id, last4, expires_month, kept_at)
        values (${scope.organizationId}, ${payerId}::uuid, 'cus', 'pm', '4242', '2030-01', ${scope.now})
        on conflict do nothing`,
    )
    await world.act((scope) => scope.sql`update contract set auto_renewal = true where id = ${contractId}::uuid`)
    const [charged] = (await world.look((scope) => autoRenewalsDue(scope, asOf))).filter(
      (due) => due.contractId === contractId,
    )
    await world.act((scope) => scope.sql`update contract set auto_renewal = false where id = ${contractId}::uuid`)
    return { named: named?.priceYen, plan: named?.offer, charged: charged?.amountYen, on: charged?.chargeOn }
  }

  test("D4 B1 the day is that on which the last issue ships: who graduates before it is offered what follows, weeks ahead", async () => {
    // Three issues from the 16th of April; the last ships on the 16th of June.
    const [stays, leaves] = [await student("2026-06-16"), await student("2026-06-15")]
    world.today("2026-05-20")
    expect(await dueOf(stays.contractId, "2026-05-20")).toEqual(
      { named: 6_000, plan: "学割", charged: 6_000, on: "2026-06-16" }, // prettier-ignore
    )
    expect(await dueOf(leaves.contractId, "2026-05-20")).toEqual(
      { named: 10_000, plan: "お試し3回", charged: 10_000, on: "2026-06-16" }, // prettier-ignore
    )
    const choices = async (contractId: ContractId) => {
      const contract = await world.look((scope) => contractAsItStands(scope, contractId))
      const { offers } = await world.look((scope) => choicesForAct(scope, contract, "renew"))
      return offers.map(({ name }) => name)
    }
    expect(await choices(stays.contractId)).toContain("学割")
    expect(await choices(leaves.contractId)).not.toContain("学割")
  })

  test("D4 the renewal form of a letter follows the same rule, until the studies are confirmed anew", async () => {
    world.today("2026-04-02")
    const { memberId, contractId } = await student("2026-05-31")
    await world.act((scope) => sendRenewalNotices(scope, scope.today))
    const [mail] = await world.look(
      (scope) => scope.sql<{ text: string }>`
        select body_text as text from outbox where kind = 'renewal' and member_id = ${memberId}::uuid`,
    )
    expect(mail?.text).toContain("10,000")
    const token = /\/renew\/([\w-]{24})/.exec(mail?.text ?? "")?.[1] ?? ""
    const offerId = await world.offerId("S3")
    const formOf = () => world.look((scope) => renewalOfToken(scope, token))
    const start = async () => {
      const renewal = await formOf()
      const wish = { offerId, applicationId: renewal.applicationId, payBy: "card" as const }
      return world.act((scope) => startRenewal(scope, renewal, wish))
    }
    const lost = await formOf()
    expect(lost.lost).toMatchObject({ kind: "students", successor: "お試し3回" })
    expect(lost.offers.map(({ name }) => name)).not.toContain("学割")
    expect(lost.offers.filter(({ isNext }) => isNext)).toMatchObject([{ name: "お試し3回", isOwn: false }])
    expect(await refusalOf(start())).toBe("unknown-offer @offerId")
    const renew = () =>
      world.act((scope) =>
        renewContract(scope, { contractId, offerId, channel: "phone", paymentWay: "invoice", effort: null }),
      )
    expect(await refusalOf(renew())).toBe("offer-for-students @offer")
    await confirm(memberId, "2027-03-31")
    const again = await formOf()
    expect(again.lost).toBe(null)
    expect(again.offers.find(({ isNext }) => isNext)).toMatchObject({ name: "学割", isOwn: true })
    await start()
    const { contract } = await renew()
    expect(await world.look((scope) => contractAsItStands(scope, contract.id))).toMatchObject({ priceYen: 6_000 })
    expect(await world.differences()).toEqual([])
  })

  test("D4 a member price is renewed while the other title runs; a transfer asks for the condition, too", async () => {
    world.today("2026-04-03")
    const reader = await world.reader()
    const title = await world.order(reader, "M12")
    const contract = await world.order(reader, "H4")
    await world.pay(contract, 5_000)
    await world.ship("KISETSU", 2)
    world.today("2026-11-20")
    expect(await dueOf(contract, "2026-11-20")).toMatchObject({ named: 5_000, plan: "会員価格" })
    await world.act((scope) => cancelContract(scope, { contractId: title, reason: "price" }))
    expect(await dueOf(contract, "2026-11-20")).toMatchObject({ named: 6_600, plan: "1年" })
    const offerId = await world.offerId("S3")
    const refused = world.act((scope) => transferContract(scope, { contractId: contract, offerId }))
    expect(await refusalOf(refused)).toBe("offer-for-students @offer")
    expect(await world.differences()).toEqual([])
  })

  test("A10 erasure takes the school, what was sent and what waits; that somebody decided stays", async () => {
    const reader = await world.reader()
    await confirm(reader, "2027-03-31")
    const sent = { path: "public/door-192.png", school: "ひみつ大学", graduatesIn: "2028-03" }
    await world.act((scope) => sendProof(scope, reader, sent))
    const ofReader = { memberId: reader, state: null, limit: 9, offset: 0 }
    const filesOf = async () =>
      (await world.look((scope) => studentProofs(scope, ofReader))).flatMap(({ files }) => files)
    const [file] = await filesOf()
    const [member] = await world.look(
      (scope) => scope.sql<{ number: string }>`select number from member where id = ${reader}::uuid`,
    )
    await world.act((scope) => eraseMember(scope, member?.number ?? ""))
    const proofs = await world.look(
      (scope) => scope.sql`
        select school, note, state from student_proof where member_id = ${reader}::uuid order by decided_at, state`,
    )
    expect(proofs).toEqual([
      { school: "", note: "", state: "confirmed" },
      { school: "", note: "", state: "refused" },
    ])
    expect(await filesOf()).toEqual([])
    expect(await world.look((scope) => bytesOfStoredFile(scope, idOf(file?.id ?? "")))).toBeNull()
  })
})
