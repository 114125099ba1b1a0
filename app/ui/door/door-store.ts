import { type DBSchema, type IDBPDatabase, openDB } from "idb"
import type { DoorSnapshot } from "#app/seminars/door/door-snapshot.ts"
import type { DoorItem } from "#app/seminars/door/door-verdict.ts"

type Sealed = { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer }

/** What a device knows of itself. */
export type Device = {
  readonly id: string
  /** The door's name, such as 正面受付. */
  readonly gate: string
  /** Attendees see its screen: names go after three seconds, and no list is shown. */
  readonly isFacing: boolean
  readonly isSilent: boolean
  /** A dark screen for a dark hall, whatever the console's theme is. */
  readonly isDark: boolean
  /** How far its clock is behind the house's, in milliseconds, as last measured. */
  readonly skewMs: number | null
}

/** A scan or act that waits to be sent, or that the house did not take (`status`, `message`). */
export type QueueRow = {
  readonly seq: number
  /** The door's address: a device may hold scans of several seminars. */
  readonly door: string
  readonly gate: string
  readonly item: DoorItem
  readonly status: number | null
}

type StoredRow = { seq?: number; door: string; gate: string; sealed: Sealed; status: number | null }

interface Tables extends DBSchema {
  keys: { key: string; value: CryptoKey }
  device: { key: string; value: Device }
  snapshots: { key: string; value: { sealed: Sealed; wipeAt: number | null } }
  queue: { key: number; value: StoredRow }
}

let opened: Promise<IDBPDatabase<Tables>> | undefined

/** The device's own database; opened once a page. */
const store = () =>
  (opened ??= openDB<Tables>("teiki-door", 1, {
    upgrade(database) {
      database.createObjectStore("keys")
      database.createObjectStore("device")
      database.createObjectStore("snapshots")
      database.createObjectStore("queue", { keyPath: "seq", autoIncrement: true })
    },
  }))

const DEVICE_KEY = "device"

/** The key that seals what names people; it never leaves the browser, not even to this page. */
async function sealingKey(): Promise<CryptoKey> {
  const database = await store()
  const known = await database.get("keys", DEVICE_KEY)
  if (known) return known
  const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
  const writing = database.transaction("keys", "readwrite")
  // Another tab may have been first.
  const key = (await writing.store.get(DEVICE_KEY)) ?? fresh
  await writing.store.put(key, DEVICE_KEY)
  await writing.done
  return key
}

async function seal(value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(value))
  return { iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await sealingKey(), text) }
}

async function unseal(sealed: Sealed): Promise<unknown> {
  const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, await sealingKey(), sealed.bytes)
  return JSON.parse(new TextDecoder().decode(bytes))
}

/** The device as it knows itself; made at the first opening. */
export async function deviceOf(): Promise<Device> {
  const known = await (await store()).get("device", DEVICE_KEY)
  return known ?? saveDevice({})
}

export async function saveDevice(changes: Partial<Device>): Promise<Device> {
  const writing = (await store()).transaction("device", "readwrite")
  const blank = { id: crypto.randomUUID(), gate: "", isFacing: false, isSilent: false, isDark: false, skewMs: null }
  const device = { ...blank, ...(await writing.store.get(DEVICE_KEY)), ...changes }
  await writing.store.put(device, DEVICE_KEY)
  await writing.done
  return device
}

const isSnapshot = (value: unknown): value is DoorSnapshot =>
  typeof value === "object" && value !== null && "people" in value && Array.isArray(value.people)
const isItem = (value: unknown): value is DoorItem => typeof value === "object" && value !== null && "nonce" in value

/** Keeps who comes to a door, sealed, until a day after its seminar has ended. */
export async function keepSnapshot(door: string, snapshot: DoorSnapshot): Promise<void> {
  const { endsAt } = snapshot.head
  const wipeAt = endsAt === null ? null : endsAt + 24 * 60 * 60 * 1000
  if (wipeAt !== null && wipeAt < snapshot.now) return
  const kept = { sealed: await seal(snapshot), wipeAt }
  await (await store()).put("snapshots", kept, door)
}

/** Who comes to a door, as it was kept. */
export async function keptSnapshot(door: string): Promise<DoorSnapshot | null> {
  const kept = await (await store()).get("snapshots", door)
  if (!kept) return null
  const value = await unseal(kept.sealed)
  return isSnapshot(value) ? value : null
}

/** Takes the names of seminars that ended more than a day ago off the device; `now` by the house's clock. */
export async function wipePast(now: number): Promise<void> {
  const writing = (await store()).transaction("snapshots", "readwrite")
  for await (const cursor of writing.store) {
    if (cursor.value.wipeAt !== null && cursor.value.wipeAt < now) await cursor.delete()
  }
  await writing.done
}

/** Writes a scan or act to the device; it is on its disk when this returns. */
export async function addRow(row: Omit<QueueRow, "seq" | "status">): Promise<QueueRow> {
  const stored = { door: row.door, gate: row.gate, sealed: await seal(row.item), status: null }
  const writing = (await store()).transaction(["queue", "keys"], "readwrite", { durability: "strict" })
  // Wiped meanwhile: what was sealed with the old key nobody could read.
  if ((await writing.objectStore("keys").count()) === 0) return addRow(row)
  const seq = await writing.objectStore("queue").add(stored)
  await writing.done
  return { ...row, seq, status: null }
}

/** Everything on the device that the house has not taken, in its order. */
export async function allRows(): Promise<QueueRow[]> {
  const rows: QueueRow[] = []
  for (const { seq = 0, door, gate, sealed, status } of await (await store()).getAll("queue")) {
    const item = await unseal(sealed)
    if (isItem(item)) rows.push({ seq, door, gate, item, status })
  }
  return rows
}

/** Takes rows off the device that the house has answered for. */
export async function removeRows(seqs: readonly number[]): Promise<void> {
  const writing = (await store()).transaction("queue", "readwrite")
  for (const seq of seqs) await writing.store.delete(seq)
  await writing.done
}

/** Puts a row aside with the status by which the house did not take it, or back into the queue (null). */
export async function markRow(seq: number, status: number | null): Promise<void> {
  const writing = (await store()).transaction("queue", "readwrite")
  const row = await writing.store.get(seq)
  if (row) await writing.store.put({ ...row, status })
  await writing.done
}

/** 端末から消す: takes all names, the key and the kept pages off the device. False where something is still to be sent. */
export async function wipeDevice(): Promise<boolean> {
  const writing = (await store()).transaction(["queue", "snapshots", "keys"], "readwrite")
  if ((await writing.objectStore("queue").count()) > 0) return false
  await writing.objectStore("snapshots").clear()
  await writing.objectStore("keys").clear()
  await writing.done
  for (const name of await caches.keys()) if (name.startsWith("teiki-door")) await caches.delete(name)
  return true
}
