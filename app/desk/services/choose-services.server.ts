import { refuse } from "#app/desk/services/refusals.ts"
import { type ServiceItem, serviceItemsForList } from "#app/desk/services/service-items-for-list.server.ts"
import { optionsAlone } from "#app/desk/services/service-terms.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** The plan of a code that is in use. Refuses: unknown-service. */
export async function planOf(scope: Scope, code: string): Promise<ServiceItem> {
  const plan = (await serviceItemsForList(scope)).find((item) => item.code === code && item.kind === "plan")
  if (!plan?.isInUse) throw refuse("unknown-service", { code }, { field: "planCode" })
  return plan
}

/**
 * The options of these codes; what the contract has already may be out of use. Refuses: unknown-service, service-is-not-had-alone (B9).
 */
export async function optionsOf(
  scope: Scope,
  codes: readonly string[],
  hadAlready: readonly string[] = [],
): Promise<readonly ServiceItem[]> {
  const field = { field: "optionCodes" }
  const known = (await serviceItemsForList(scope)).filter(({ kind }) => kind === "option")
  const chosen = [...new Set(codes)].map((code) => {
    const option = known.find((item) => item.code === code)
    if (!option || !(option.isInUse || hadAlready.includes(code))) throw refuse("unknown-service", { code }, field)
    return option
  })
  const [alone] = optionsAlone(codes, known)
  if (alone === undefined) return chosen
  const nameOf = (code: string | null | undefined) => {
    const item = known.find((one) => one.code === code)
    return item ? (scope.locale === "en" && item.nameEnglish) || item.name : (code ?? "")
  }
  const required = known.find((item) => item.code === alone)?.requiresCode
  throw refuse("service-is-not-had-alone", { name: nameOf(alone), required: nameOf(required) }, field)
}
