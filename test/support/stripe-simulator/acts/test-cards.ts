/** Stripe's own test cards, told apart by their last four digits; no card number exists in the simulator. */
export const TEST_CARDS = {
  "4242": { last4: "4242", decline: null, needsAuthentication: false },
  "0002": {
    last4: "0002",
    decline: { code: "card_declined", declineCode: "generic_decline", message: "Your card was declined." },
    needsAuthentication: false,
  },
  "9995": {
    last4: "9995",
    decline: { code: "card_declined", declineCode: "insufficient_funds", message: "Your card has insufficient funds." },
    needsAuthentication: false,
  },
  "0069": {
    last4: "0069",
    decline: { code: "expired_card", declineCode: "expired_card", message: "Your card has expired." },
    needsAuthentication: false,
  },
  // Stripe's 0341 attaches and fails when charged; here it pays its first session, so that a renewal can fail.
  "0341": {
    last4: "0341",
    decline: null,
    declinesLater: {
      code: "card_declined",
      declineCode: "insufficient_funds",
      message: "Your card has insufficient funds.",
    },
    needsAuthentication: false,
  },
  "3184": { last4: "3184", decline: null, needsAuthentication: true },
} as const satisfies Record<string, TestCard>

export interface Decline {
  code: string
  declineCode: string
  message: string
}

export interface TestCard {
  last4: string
  decline: Decline | null
  /** What a charge without the payer meets. */
  declinesLater?: Decline
  needsAuthentication: boolean
}

export type CardName = keyof typeof TEST_CARDS

/** Whether text names one of the test cards. */
export const isCardName = (text: string): text is CardName => Object.hasOwn(TEST_CARDS, text)
