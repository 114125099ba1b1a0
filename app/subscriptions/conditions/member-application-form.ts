import { applicationForm } from "#app/subscriptions/application.ts"

/** What is asked on a reader's own page: the first issue, how many copies and how to pay; who he is we know. */
export const memberApplicationForm = (locale: "ja" | "en") =>
  applicationForm(locale).pick({ applicationId: true, startIssue: true, copies: true, payBy: true })
