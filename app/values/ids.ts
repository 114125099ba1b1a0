declare const idBrand: unique symbol
/** A UUIDv7 of a thing with a page; the brand keeps a member's id from standing where a contract's is wanted. */
export type Id<Of extends string> = string & { readonly [idBrand]: Of }

export type OrganizationId = Id<"organization">
export type MemberId = Id<"member">
export type ContractId = Id<"contract">
export type PublicationId = Id<"publication">
export type OrderId = Id<"order">
export type PaymentId = Id<"payment">
export type VoucherId = Id<"voucher">
export type IssueRunId = Id<"issue-run">
export type ApplicationId = Id<"application">
export type FileId = Id<"file">

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text has the form of an id, so that a route may answer 404 before it asks the database. */
export const isId = (text: string): boolean => form.test(text)

const isOf = <Of extends string>(text: string): text is Id<Of> => form.test(text)

/** Checks and brands an id; refuses other texts with a RangeError. */
export function idOf<Of extends string>(text: string): Id<Of> {
  if (!isOf<Of>(text)) throw new RangeError(`not an id: ${text}`)
  return text
}
