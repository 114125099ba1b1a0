import { useRevalidator } from "@remix-run/react"
import { useEffect } from "react"

const POLL_MS = 700

/** Reads the page again and again while work goes on. */
export function usePolling(isRunning: boolean) {
  const { revalidate, state } = useRevalidator()
  useEffect(() => {
    if (!isRunning || state !== "idle") return
    const timer = window.setTimeout(() => revalidate(), POLL_MS)
    return () => window.clearTimeout(timer)
  }, [isRunning, state, revalidate])
}
