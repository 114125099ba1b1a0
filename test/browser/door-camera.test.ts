import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import type { Browser } from "playwright-core"
import qrcode from "qrcode"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openBrowser } from "#test/support/browser.ts"
import { allSent, deviceAt, openDoors, verdict } from "#test/support/door-people.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const [WIDTH, HEIGHT, MODULE] = [640, 480, 8]
let browser: Browser

/** A film of one picture, grey with a QR code in its middle, as Chromium's false camera plays it (Y4M: luma, then two planes of colour). */
function filmOf(text: string): string {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: "M" })
  const luma = Buffer.alloc(WIDTH * HEIGHT, 200)
  const [left, top] = [(WIDTH - modules.size * MODULE) >> 1, (HEIGHT - modules.size * MODULE) >> 1]
  for (let y = 0; y < modules.size * MODULE; y += 1) {
    for (let x = 0; x < modules.size * MODULE; x += 1) {
      const isDark = modules.get(Math.floor(y / MODULE), Math.floor(x / MODULE))
      luma[(top + y) * WIDTH + left + x] = isDark ? 30 : 200
    }
  }
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)])
  const file = path.join(mkdtempSync(path.join(tmpdir(), "teiki-film-")), "ticket.y4m")
  writeFileSync(
    file,
    Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]),
  )
  return file
}

beforeAll(async () => {
  const { tokens } = await openDoors(web, "CAMERA")
  const film = filmOf(`HTTPS://X/T/ENGEI/${tokens[0] ?? ""}`)
  browser = await openBrowser([
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    `--use-file-for-fake-video-capture=${film}`,
  ])
})

afterAll(() => browser.close())

test("F8 the camera reads a ticket by the house's own decoder, without the network, too; held before it, it is read once", async () => {
  const { page, context } = await deviceAt(browser, web, "CAMERA", "北口", { permissions: ["camera"] })
  const foreign: string[] = []
  page.on("request", (request) => {
    if (!request.url().startsWith(web.url)) foreign.push(request.url())
  })
  await context.setOffline(true)
  await page.reload()
  await page.locator("[data-count=expected]", { hasText: "4" }).waitFor()
  expect(await page.evaluate(() => "BarcodeDetector" in window)).toBe(false)
  await page.getByRole("button", { name: "カメラで読む" }).click()
  await verdict(page, "entered")
  expect(await page.getByRole("button", { name: "ライト" }).count()).toBe(0)
  if (process.env.TEIKI_PICTURES) await page.screenshot({ path: `${process.env.TEIKI_PICTURES}/door-camera.png` })
  await page.waitForFunction(() => (document.querySelector("video")?.currentTime ?? 0) > 5)
  await page.getByRole("button", { name: "カメラを閉じる" }).click()
  await page.getByText("未送信 1件").waitFor()
  await context.setOffline(false)
  await allSent(page)
  // A camera that has a lamp offers it; what is pressed is asked of the lamp.
  await page.evaluate(() => {
    MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true })
    MediaStreamTrack.prototype.applyConstraints = function (wish) {
      document.documentElement.dataset.lamp = JSON.stringify(wish?.advanced)
      return Promise.resolve()
    }
  })
  await page.getByRole("button", { name: "カメラで読む" }).click()
  await page.getByRole("button", { name: "ライト" }).click()
  await page.getByRole("button", { name: "ライト", pressed: true }).waitFor()
  expect(await page.locator("html").getAttribute("data-lamp")).toBe('[{"torch":true}]')
  expect(foreign.filter((url) => !url.startsWith("blob:") && !url.startsWith("data:"))).toEqual([])
  await context.close()
})
