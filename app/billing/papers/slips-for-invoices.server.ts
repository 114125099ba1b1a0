import { MOST_SLIP_YEN, needsStamp, slipDigits } from "#app/billing/papers/convenience-slip.ts"
import type { PaperDraft } from "#app/billing/papers/paper.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { addDays, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import type { ConvenienceSlip } from "#templates/pdf/business-paper.ts"

type Setting = { payer_id: string; company_code: string; client_code: string; agent_name: string; days: number }

/** A slip, or why there is none in words for the invoice; neither where the payer's terms ask for none. */
export type SlipOrNote = Readonly<{ slip: ConvenienceSlip | null; notes: readonly string[] }>

export type SlipMaker = (
  draft: PaperDraft,
  paper: Readonly<{ number: string; totalYen: number; taxYen: number }>,
) => SlipOrNote

const beyond = {
  ja: `ご請求金額が${MOST_SLIP_YEN / 10_000}万円を超えるため、コンビニエンスストアではお支払いいただけません。`,
  en: `Convenience stores take up to ${MOST_SLIP_YEN.toLocaleString("en")} yen, so this invoice comes without a payment slip.`,
} as const

/**
 * コンビニ払込票 of invoices whose payers' terms ask for one, where the organization has its codes. Above 300,000 yen the invoice says
 * so and carries none; without a due day there is none, because a slip must expire. Reads only.
 */
export async function slipsForInvoices(scope: Scope, drafts: readonly PaperDraft[]): Promise<SlipMaker> {
  const payers = drafts.filter(({ kind }) => kind === "invoice").map(({ payerId }) => payerId)
  const settings = await scope.sql<Setting>`
    select terms.member_id as payer_id, setting.slip_company_code as company_code, setting.slip_client_code as client_code,
      setting.slip_agent_name as agent_name, setting.slip_days as days
    from payer_terms as terms join billing_setting as setting on setting.organization_id = terms.organization_id
    where terms.member_id = any (${payers}::uuid[]) and terms.has_slip and setting.slip_company_code <> ''`
  const settingOf = new Map(settings.map((setting) => [setting.payer_id, setting]))
  return (draft, { number, totalYen, taxYen }) => {
    const setting = draft.kind === "invoice" ? settingOf.get(draft.payerId) : undefined
    if (!setting || draft.dueOn === null || totalYen === 0) return { slip: null, notes: [] }
    const locale = draft.locale ?? "ja"
    if (totalYen > MOST_SLIP_YEN) return { slip: null, notes: [beyond[locale]] }
    const expiresOn = addDays(draft.dueOn, setting.days)
    const facts = { amountYen: totalYen, taxYen, copyNo: 0, expiresOn, invoiceNumber: number }
    const digits = slipDigits({ ...facts, companyCode: setting.company_code, clientCode: setting.client_code })
    const printed = (locale === "ja" ? dateInJapanese : dateInEnglish)(expiresOn)
    return { slip: { digits, agentName: setting.agent_name, expiresOn: printed, hasStampBox: needsStamp(facts) }, notes: [] } // prettier-ignore
  }
}
