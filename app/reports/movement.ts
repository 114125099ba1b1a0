/** What one voucher did to one contract, seminar order or service's bill for one reason (補助簿): yen, with the way to both. */
export type MovementForPage = Readonly<{
  subjectId: string
  of: "contract" | "seminar" | "service"
  /** Whose page tells of it: the contract's, the seminar order's, or the service contract's of a bill. */
  pageId: string
  /** Of the contract, the seminar order or the bill. */
  number: string
  memberId: string
  member: string
  memberName: string
  cause: string
  /** TSUKI 521, the seminar, or the services' month. */
  servedWhat: string
  /** The units that it served, from 1; null where it served none. */
  fromUnit: number | null
  untilUnit: number | null
  voucherId: string
  effectiveOn: string
  description: string
  deferredYen: number
  receivableYen: number
  netYen: number
  taxYen: number
}>
