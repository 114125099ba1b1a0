/** A deposit of a bank's file, as the file says it. */
export type Deposit = Readonly<{
  /** The record's place in the file, from 1. */
  lineNo: number
  /** The bank's own number, or what stands for it: with account and day it tells one deposit from another. */
  reference: string
  receivedOn: string
  amountYen: number
  remitterCode: string
  remitterName: string
  message: string
  fromBank: string
}>

/** What is wrong with a line, for people to look at. */
export type BadLine = Readonly<{ lineNo: number; field: string; ja: string; en: string }>

export type BankFile = Readonly<{
  format: "zengin-03" | "zengin-01" | "csv"
  /** Bank, branch and account number. */
  account: string
  deposits: readonly Deposit[]
  /** Withdrawals and cancelled transfers, which are not ours to match. */
  passedOver: number
  bad: readonly BadLine[]
}>

export const badLine = (lineNo: number, field: string, ja: string, en: string): BadLine => ({ lineNo, field, ja, en })
