import type { Scope } from "#app/platform/scope.server.ts"
import { allowDiscount } from "#app/subscriptions/contract/allow-discount.server.ts"
import { changeCopies } from "#app/subscriptions/contract/change-copies.server.ts"
import { changeRecipient } from "#app/subscriptions/contract/change-recipient.server.ts"
import type { ContractActInput } from "#app/subscriptions/contract/contract-acts.ts"
import { declineRenewal } from "#app/subscriptions/contract/decline-renewal.server.ts"
import { holdContract } from "#app/subscriptions/contract/hold-contract.server.ts"
import { contractAsItStands } from "#app/subscriptions/contract/lock-contract.server.ts"
import { reactivateContract } from "#app/subscriptions/contract/reactivate-contract.server.ts"
import { receivePayment } from "#app/subscriptions/contract/receive-payment.server.ts"
import { registerReturn } from "#app/subscriptions/contract/register-return.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { resumeContract } from "#app/subscriptions/contract/resume-contract.server.ts"
import { stopContract } from "#app/subscriptions/contract/stop-contract.server.ts"
import { transferContract } from "#app/subscriptions/contract/transfer-contract.server.ts"
import { writeOffContract } from "#app/subscriptions/contract/write-off-contract.server.ts"
import { reshipIssue, serveLate } from "#app/subscriptions/serve-late.server.ts"

/**
 * Does what one of a contract's forms asks for, by the command of that act, and gives the contract to go on with: the new one
 * where an act ends this one. Refuses what the command refuses.
 */
export async function doContractAct(scope: Scope, contractId: string, input: ContractActInput): Promise<string> {
  if (input.act === "copies") return (await changeCopies(scope, { ...input, contractId })).id
  if (input.act === "transfer") return (await transferContract(scope, { contractId, offerId: input.offer })).id
  if (input.act === "renew") {
    const { offer: offerId, channel, paymentWay } = input
    return (await renewContract(scope, { contractId, offerId, channel, paymentWay, effort: null })).contract.id
  }
  await doInPlace(scope, contractId, input)
  return contractId
}

type InPlace = Exclude<ContractActInput, { act: "copies" | "transfer" | "renew" }>

/** The acts after which the contract is still the same one. */
async function doInPlace(scope: Scope, contractId: string, input: InPlace): Promise<unknown> {
  switch (input.act) {
    case "hold":
      return holdContract(scope, { ...input, contractId, untilIssue: input.untilIssue ?? null, reason: "reader" })
    case "reship":
    case "late": {
      const { publicationCode } = await contractAsItStands(scope, contractId)
      const sending = { publication: publicationCode, issue: input.issue, contractIds: [contractId] }
      return input.act === "reship" ? reshipIssue(scope, sending) : serveLate(scope, sending)
    }
    case "resume":
      return resumeContract(scope, { ...input, contractId })
    case "recipient":
      return changeRecipient(scope, { ...input, contractId })
    case "decline":
      return declineRenewal(scope, { ...input, contractId })
    case "return":
      return registerReturn(scope, { ...input, contractId })
    case "stop":
      return stopContract(scope, { ...input, contractId })
    case "reactivate":
      return reactivateContract(scope, { contractId })
    case "payment":
      return receivePayment(scope, { ...input, contractId })
    case "allowance":
      return allowDiscount(scope, { ...input, contractId })
    case "write-off":
      return writeOffContract(scope, { ...input, contractId })
  }
}
