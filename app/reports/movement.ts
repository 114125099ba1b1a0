/** What one voucher did to one contract or seminar order for one reason (補助簿): yen, with the way to both. */
export type MovementForPage = Readonly<{
  subjectId: string
  isContract: boolean
  /** Of the contract or the seminar order. */
  number: string
  memberId: string
  member: string
  memberName: string
  cause: string
  /** TSUKI 521, or the seminar. */
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
