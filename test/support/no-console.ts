import { afterEach, beforeEach, expect, vi } from "vitest"

// Unexpected words on the console fail a test: they are a fault that nobody looked at.
const watched = ["error", "warn"] as const

beforeEach(() => {
  for (const name of watched) vi.spyOn(console, name)
})

afterEach(() => {
  for (const name of watched) {
    const calls = vi.mocked(console[name]).mock.calls.map((words) => words.map(String).join(" "))
    vi.mocked(console[name]).mockRestore()
    expect(calls, `console.${name} was called`).toEqual([])
  }
})
