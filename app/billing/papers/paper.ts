import type { CalendarDate } from "#app/values/calendar.ts"
import type { ContractId, Id, MemberId, PaymentId } from "#app/values/ids.ts"
import { taxInside, type TaxRounding, yen } from "#app/values/yen.ts"

export type PaperId = Id<"paper">

/** Commercial papers (請求書・領収書・適格返還請求書) and the letter that their numbers begin with. */
export const paperKinds = {
  invoice: { ja: "請求書", en: "Invoice", prefix: "I" },
  receipt: { ja: "領収書", en: "Receipt", prefix: "R" },
  "credit-note": { ja: "適格返還請求書", en: "Credit note", prefix: "C" },
} as const

export type PaperKind = keyof typeof paperKinds

/** 宛名: to whom a paper is made out, and where it is sent. */
export type Addressee = Readonly<{
  name: string
  department: string
  /** 様, 御中 */
  honorific: string
  /** Seven digits, or empty */
  postalCode: string
  lines: readonly string[]
}>

/** What a line is about; null for a line of words or a fee. */
export type PaperSubject =
  | Readonly<{ contractId: ContractId }>
  | Readonly<{ seminarOrderId: string }>
  | Readonly<{ serviceBillId: string }>
  | null

/** The contract, seminar order or service's bill that a line is about, by its id; null where it is about none. */
export function subjectIdOf(subject: NonNullable<PaperSubject>): string
export function subjectIdOf(subject: PaperSubject): string | null
export function subjectIdOf(subject: PaperSubject): string | null {
  if (subject === null) return null
  if ("contractId" in subject) return subject.contractId
  return "seminarOrderId" in subject ? subject.seminarOrderId : subject.serviceBillId
}

export type PaperLine = Readonly<{
  description: string
  /** 取引年月日 or 取引期間, as printed (2026年11月16日, 2026年4月号〜2027年3月号). */
  supplied: string
  quantity: number
  /** Tax included; a discount is negative. */
  unitYen: number
  taxRatePercent: number
  subject: PaperSubject
}>

/** What every paper needs; the same source key gives the same paper again. */
export type PaperInput = Readonly<{
  payerId: MemberId
  addressee: Addressee
  lines: readonly PaperLine[]
  sourceKey: string
  /** 2026-11-16; today where absent. */
  issuedOn?: CalendarDate | undefined
  locale?: "ja" | "en" | undefined
  notes?: readonly string[] | undefined
}>

/** A paper about to be issued: the input and what its kind adds. */
export type PaperDraft = PaperInput &
  Readonly<{
    kind: PaperKind
    dueOn: CalendarDate | null
    facts: readonly (readonly [label: string, value: string])[]
    correctsId: PaperId | null
    paymentId: PaymentId | null
  }>

export type RateSum = Readonly<{ ratePercent: number; grossYen: number; taxYen: number }>

const amountOf = (line: Pick<PaperLine, "quantity" | "unitYen">): number => line.quantity * line.unitYen

export const totalOf = (lines: readonly PaperLine[]): number => lines.reduce((sum, line) => sum + amountOf(line), 0)

/**
 * 税率ごとに区分した合計と消費税額等: the lines of one rate are added first and rounded once; rounding line by line is not
 * allowed on a 適格請求書 (消費税法施行令70条の10).
 */
export function ratesOf(lines: readonly PaperLine[], rounding: TaxRounding): readonly RateSum[] {
  const rates = [...new Set(lines.map(({ taxRatePercent }) => taxRatePercent))].sort((a, b) => b - a)
  return rates.map((ratePercent) => {
    const grossYen = totalOf(lines.filter(({ taxRatePercent }) => taxRatePercent === ratePercent))
    return { ratePercent, grossYen, taxYen: taxInside(yen(grossYen), ratePercent, rounding) }
  })
}

/** 税込1万円未満の返還は適格返還請求書の交付を要しない (消費税法57条の4第3項). */
export const creditNoteIsDue = (amountYen: number): boolean => amountYen >= 10_000
