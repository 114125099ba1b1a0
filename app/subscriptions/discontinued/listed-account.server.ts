import { bankOf, branchOf, type FoundPlace, type ListedPlace } from "#app/platform/bank-list.server.ts"
import type { PayoutAccount, TypedAccount } from "#app/subscriptions/discontinued/discontinued-form.ts"
import { refuse } from "#app/subscriptions/discontinued/refusals.ts"

/** The typed account with the codes of its bank and branch (統一金融機関コード, 店番). Refuses beside the field: unknown-bank, bank-not-clear, unknown-branch, branch-not-clear. */
export async function listedAccount(typed: TypedAccount): Promise<PayoutAccount> {
  const bank = placeOf(await bankOf(typed.bankName), typed.bankName, "bank")
  const branch = placeOf(await branchOf(bank.code, typed.branchName), typed.branchName, "branch")
  const names = { bankName: bank.name, branchName: branch.name }
  return { ...typed, ...names, bankCode: bank.code, branchCode: branch.code }
}

function placeOf(found: FoundPlace, text: string, kind: "bank" | "branch"): ListedPlace {
  if (found.place !== null) return found.place
  const field = kind === "bank" ? "bankName" : "branchName"
  if (found.near.length === 0) throw refuse(`unknown-${kind}`, { text }, { field })
  const near = found.near.map(({ code, name }) => `${name}(${code})`).join("、")
  throw refuse(`${kind}-not-clear`, { text, near }, { field })
}
