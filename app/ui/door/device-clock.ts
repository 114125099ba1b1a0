/** The device's clock, in milliseconds since 1970, right or wrong; the house's answers tell by how much. */
export const deviceTime = (): number => Math.round(performance.timeOrigin + performance.now())
