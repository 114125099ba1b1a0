import type { FaultOutcome, Simulation } from "../state/simulation.ts"

/** The outcome set for this request, used up once per time. */
export function takeFault(simulation: Simulation, method: string, path: string): FaultOutcome | undefined {
  const fault = simulation.faults.find((candidate) => matches(candidate.path, method, path))
  if (fault === undefined) return undefined
  fault.times = (fault.times ?? 1) - 1
  if (fault.times <= 0) simulation.faults = simulation.faults.filter((other) => other !== fault)
  return fault.outcome
}

function matches(pattern: string, method: string, path: string): boolean {
  const [wantedPath = "", wantedMethod = method] = pattern.split(" ").reverse()
  const wanted = wantedPath.split("/")
  const given = path.split("/")
  return (
    wantedMethod === method &&
    wanted.length === given.length &&
    wanted.every((part, index) => part === "*" || part === given[index])
  )
}
