import type { Scope } from "#app/platform/scope.server.ts"

export type BrochureOfList = Readonly<{
  code: string
  name: string
  nameEnglish: string
  weightGrams: number
  stockCopies: number | null
  isInUse: boolean
  /** Copies that wait for a batch, and those that went with one. */
  waitingCopies: number
  pickedCopies: number
}>

/** 資料の一覧: those in use first, with what waits of each and what went. */
export const brochuresForList = (scope: Scope) => scope.sql<BrochureOfList>`
  select brochure.code, name, name_english as "nameEnglish", weight_grams as "weightGrams", stock_copies as "stockCopies",
    is_in_use as "isInUse",
    coalesce(sum(line.copies) filter (where request.batch_id is null and request.cancelled_at is null), 0)::integer as "waitingCopies",
    coalesce(sum(line.copies) filter (where request.batch_id is not null), 0)::integer as "pickedCopies"
  from brochure left join brochure_request_line as line on line.brochure_code = brochure.code
  left join brochure_request as request on request.id = line.request_id
  group by brochure.organization_id, brochure.code order by is_in_use desc, brochure.code`

export type BrochureToChoose = Readonly<{ code: string; name: string }>

/** The brochures that can be asked for, in the language of who asks. */
export const brochuresToChoose = (scope: Scope) => scope.sql<BrochureToChoose>`
  select code, case when ${scope.locale} = 'en' then coalesce(nullif(name_english, ''), name) else name end as name
  from brochure where is_in_use order by code`
