import { allotToContract, type ContractForMoney } from "#app/billing/allot-to-contract.server.ts"
import { allotToSeminarOrder, type SeminarOrderForMoney } from "#app/billing/allot-to-seminar-order.server.ts"
import { allotToServiceBill, type ServiceBillForMoney } from "#app/billing/allot-to-service-bill.server.ts"
import type { VoucherLine } from "#app/ledger/post-voucher.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import type { PaymentId, VoucherId } from "#app/values/ids.ts"

/** What money is given to. */
export type SubjectForMoney =
  | (ContractForMoney & Readonly<{ of: "contract" }>)
  | (SeminarOrderForMoney & Readonly<{ of: "seminar" }>)
  | (ServiceBillForMoney & Readonly<{ of: "service" }>)

/** Gives money of a payment to a contract, a seminar order or a service's bill, as each takes it; what it does not need is the rest. Refuses nothing. */
export function allotToSubject(
  scope: Scope,
  payment: Readonly<{ paymentId: PaymentId; voucherId: VoucherId; effectiveOn: CalendarDate }>,
  subject: SubjectForMoney,
  amountYen: number,
): Promise<{ lines: readonly VoucherLine[]; restYen: number }> {
  switch (subject.of) {
    case "contract":
      return allotToContract(scope, payment, subject, amountYen)
    case "seminar":
      return allotToSeminarOrder(scope, payment, subject, amountYen)
    case "service":
      return allotToServiceBill(scope, payment, subject, amountYen)
  }
}
