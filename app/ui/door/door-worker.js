// The door's service worker: its pages and their parts are kept on the device, so that a reload without the network still opens the
// door. Nothing that names people goes through it: pages come without names, and what has names is sealed in the page's own database.

const CACHE = "teiki-door-1"
const PATIENCE_MILLISECONDS = 3000

self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

/** An open page tells which files it is made of; the answer says that they are kept. */
self.addEventListener("message", (event) => {
  const { keep } = event.data ?? {}
  if (Array.isArray(keep)) event.waitUntil(keepAll(keep).then((kept) => event.ports[0]?.postMessage({ kept })))
})

async function keepAll(addresses) {
  const cache = await caches.open(CACHE)
  const kept = await Promise.all(
    addresses.map(async (address) => {
      if (address.startsWith("/assets/") && (await cache.match(address))) return true
      const answer = await fetch(address, { redirect: "manual" }).catch(() => null)
      if (answer?.status === 200) await cache.put(address, answer)
      return answer?.status === 200
    }),
  )
  return kept.every(Boolean)
}

self.addEventListener("fetch", (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== "GET" || url.origin !== self.location.origin) return
  if (request.mode === "navigate") {
    if (isShell(url.pathname)) event.respondWith(pageOf(request, url.pathname))
  } else if (url.pathname.startsWith("/assets/") || url.pathname.endsWith(".webmanifest")) {
    event.respondWith(partOf(request, url.pathname))
  }
})

/** The list of doors and the doors themselves: pages without a name in them. */
const isShell = (pathname) => /^\/door\/[^/]+(\/[^/]+)?$/.test(pathname)

/** A page: from the house while it answers in time, else as it was kept. */
async function pageOf(request, pathname) {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(pathname)
  try {
    const answer = await fetch(request, kept ? { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) } : {})
    if (answer.status === 200) await cache.put(pathname, answer.clone())
    return answer.status >= 500 && kept ? kept : answer
  } catch (error) {
    if (kept) return kept
    throw error
  }
}

/** A part of a page never changes under its name. */
async function partOf(request, pathname) {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(pathname)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.status === 200) await cache.put(pathname, answer.clone())
  return answer
}
