import type { ServiceKind } from "#app/desk/services/service-form.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export type ServiceItem = Readonly<{
  code: string
  kind: ServiceKind
  name: string
  nameEnglish: string
  monthlyYen: number
  isProrated: boolean
  needsStaff: boolean
  requiresCode: string | null
  isInUse: boolean
}>

/** 料金表: plans first, those in use first; yen a month before tax. */
export const serviceItemsForList = (scope: Scope) => scope.sql<ServiceItem>`
  select code, kind, name, name_english as "nameEnglish", monthly_yen as "monthlyYen", is_prorated as "isProrated",
    needs_staff as "needsStaff", requires_code as "requiresCode", is_in_use as "isInUse"
  from service_item order by kind = 'option', is_in_use desc, requires_code nulls first, monthly_yen, code`
