import archiver from "archiver"

/** Files in one ZIP archive, in the order given, all dated with one instant: the same files give the same bytes. */
export async function zipFiles(
  files: readonly Readonly<{ name: string; bytes: Uint8Array }>[],
  datedAt: Date,
): Promise<Buffer> {
  const archive = archiver("zip", { zlib: { level: 9 } })
  const chunks: Uint8Array[] = []
  archive.on("data", (chunk: Uint8Array) => chunks.push(chunk))
  // Entries wait in a queue; a fixed mode keeps the maker's umask out of the bytes.
  for (const { name, bytes } of files) archive.append(Buffer.from(bytes), { name, date: datedAt, mode: 0o644 })
  await archive.finalize()
  return Buffer.concat(chunks)
}
