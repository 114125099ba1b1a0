/** A report as Postfix writes it (RFC 3464), with the head of the mail that it is about. */
export const reportOn = (
  mail: Readonly<{ id: string; recipient: string }>,
  said: Readonly<{ action?: string; status?: string; diagnostic?: string; key?: string; returned?: string }> = {},
): string => {
  const { action = "failed", status = "5.1.1" } = said
  const text = said.diagnostic ?? `smtp; 550 ${status} <${mail.recipient}>: Recipient address rejected: User unknown`
  return `Return-Path: <>
Date: Mon, 16 Nov 2026 10:05:00 +0900
From: MAILER-DAEMON@mx.example.jp (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: teiki@example.jp
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B0UNCE"
Message-Id: <${said.key ?? `report-${mail.id}`}@mx.example.jp>

This is a MIME-encapsulated message.

--B0UNCE
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B0UNCE
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.jp
X-Postfix-Queue-ID: 4XyZ
Arrival-Date: Mon, 16 Nov 2026 10:04:58 +0900 (JST)

Final-Recipient: rfc822; ${mail.recipient}
Original-Recipient: rfc822;${mail.recipient}
Action: ${action}
Status: ${status}
Remote-MTA: dns; mx2.example.jp
Diagnostic-Code: ${text}

--B0UNCE
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

${
  said.returned ??
  `Received: by mx.example.jp (Postfix, from userid 1000)
From: "Publisher" <teiki@example.jp>
To: ${mail.recipient}
Message-ID: <${mail.id}@teiki.example.jp>
Date: Mon, 16 Nov 2026 10:04:57 +0900`
}

--B0UNCE--
`.replaceAll("\n", "\r\n")
}
