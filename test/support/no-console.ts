import { afterEach, beforeEach, expect, type MockInstance, vi } from "vitest"

// Unexpected words on the console fail a test: they are a fault that nobody looked at.
const watched = ["error", "warn"] as const
let spies: { name: string; spy: MockInstance }[] = []

beforeEach(() => {
  spies = watched.map((name) => ({ name, spy: vi.spyOn(console, name) }))
})

afterEach(() => {
  for (const { name, spy } of spies) {
    const calls = spy.mock.calls.map((words: unknown[]) => words.map(String).join(" "))
    spy.mockRestore()
    expect(calls, `console.${name} was called`).toEqual([])
  }
})
