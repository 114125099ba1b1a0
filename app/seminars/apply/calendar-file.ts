export type CalendarEvent = Readonly<{
  uid: string
  title: string
  description: string
  place: string
  startsAt: string
  endsAt: string
}>

const instant = (text: string) =>
  text
    .replace(/\.\d+/, "")
    .replace(/[-:]/g, "")
    .replace(/\+0000$|Z?$/, "Z")

/** Signs that mean something in a calendar file are escaped (RFC 5545, 3.3.11). */
const escaped = (text: string) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n")

/** A line of at most 75 octets; what is longer goes on in the next line after a space, never inside a character. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ""
  let octets = 0
  for (const sign of line) {
    const size = Buffer.byteLength(sign)
    if (octets + size > 73) {
      parts.push(part)
      part = ""
      octets = 0
    }
    part += sign
    octets += size
  }
  return [...parts, part].join("\r\n ")
}

/** Sessions as an iCalendar file (ICS); `stamp` is the instant it was made, in ISO 8601. */
export function calendarFile(events: readonly CalendarEvent[], stamp: string): string {
  const lines = events.flatMap((event) => [
    "BEGIN:VEVENT",
    `UID:${event.uid}`,
    `DTSTAMP:${instant(stamp)}`,
    `DTSTART:${instant(event.startsAt)}`,
    `DTEND:${instant(event.endsAt)}`,
    `SUMMARY:${escaped(event.title)}`,
    ...(event.place === "" ? [] : [`LOCATION:${escaped(event.place)}`]),
    ...(event.description === "" ? [] : [`DESCRIPTION:${escaped(event.description)}`]),
    "END:VEVENT",
  ])
  const all = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Teiki//Seminars//JA",
    "CALSCALE:GREGORIAN",
    ...lines,
    "END:VCALENDAR",
  ]
  return all.map((line) => `${folded(line)}\r\n`).join("")
}
