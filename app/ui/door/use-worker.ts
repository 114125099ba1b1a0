import { useEffect, useState } from "react"
import { decoderUrl, loadReader } from "#app/ui/door/read-picture.ts"

/** The addresses of what this page is made of. */
const partsOfPage = (): string[] => {
  const linked = Array.from(document.querySelectorAll("link[href]"), (link) => link.getAttribute("href") ?? "")
  const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name))
  return [
    ...linked.filter((address) => address.startsWith("/assets/")),
    ...loaded
      .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith("/assets/"))
      .map(({ pathname }) => pathname),
  ]
}

/** The worker once it works; a page that was not loaded under /door/ may speak to it, too. */
async function activeWorker(registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
  const worker = registration.active ?? registration.waiting ?? registration.installing
  if (worker === null) throw new Error("there is no service worker")
  if (worker.state === "activated") return worker
  return new Promise((done, fail) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") done(worker)
      if (worker.state === "redundant") fail(new Error("the service worker was not taken"))
    })
  })
}

/** Has the service worker keep this page and its parts; true once the door opens without the network. */
export function useWorker(door: string, home: string): boolean {
  const [isKept, setKept] = useState(false)
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return
    const keep = async () => {
      const worker = await activeWorker(await navigator.serviceWorker.register("/door/worker.js", { scope: "/door/" }))
      await loadReader()
      const channel = new MessageChannel()
      channel.port1.onmessage = ({ data }: MessageEvent<{ kept: boolean }>) => setKept(data.kept)
      worker.postMessage({ keep: [...new Set([door, home, decoderUrl, ...partsOfPage()])] }, [channel.port2])
    }
    // Without the network what was kept is kept; the next opening tries again.
    keep().catch(() => undefined)
  }, [door, home])
  return isKept
}
