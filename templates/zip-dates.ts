const END = 0x06054b50
const ENTRY = 0x02014b50

/**
 * The same ZIP archive with every entry dated 1980-01-01 00:00 (the format's zero), so that equal content is equal bytes.
 * Offsets are those of APPNOTE.TXT 4.3.7 and 4.3.12.
 */
export function withoutEntryDates(zip: Buffer): Buffer {
  const bytes = Buffer.from(zip)
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || bytes.readUInt32LE(end) !== END) throw new Error("not a ZIP archive")
  const entries = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  for (let entry = 0; entry < entries; entry += 1) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new Error("the archive's directory is broken")
    stamp(bytes, at + 12)
    stamp(bytes, bytes.readUInt32LE(at + 42) + 10)
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return bytes
}

/** Time 0, then date 1980-01-01 (day 1, month 1). */
function stamp(bytes: Buffer, at: number) {
  bytes.writeUInt16LE(0, at)
  bytes.writeUInt16LE((1 << 5) | 1, at + 2)
}
