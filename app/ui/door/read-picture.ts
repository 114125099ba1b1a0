import decoderUrl from "zxing-wasm/reader/zxing_reader.wasm?url"

export { decoderUrl }

type Picture = HTMLVideoElement | HTMLImageElement | HTMLCanvasElement | ImageBitmap
type Reader = (picture: Picture) => Promise<string | null>

/** The browser's own detector, where it has one. */
type Detector = { detect: (picture: Picture) => Promise<readonly { readonly rawValue: string }[]> }
declare global {
  interface Window {
    BarcodeDetector?: {
      new (options: { formats: string[] }): Detector
      getSupportedFormats: () => Promise<readonly string[]>
    }
  }
}

const LONGEST_SIDE = 960

const sizeOf = (picture: Picture) =>
  picture instanceof HTMLVideoElement ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height]

/** ZXing's program; loaded with the page, so that it is kept with it. */
export const loadReader = () => import("zxing-wasm/reader")

async function ownReader(): Promise<Reader> {
  const { prepareZXingModule, readBarcodes } = await loadReader()
  prepareZXingModule({ overrides: { locateFile: () => decoderUrl } })
  const canvas = document.createElement("canvas")
  const context = canvas.getContext("2d", { willReadFrequently: true })
  return async (picture) => {
    const [width = 0, height = 0] = sizeOf(picture)
    if (!context || width === 0 || height === 0) return null
    const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height))
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const image = context.getImageData(0, 0, canvas.width, canvas.height)
    const [found] = await readBarcodes(image, { formats: ["QRCode"], maxNumberOfSymbols: 1 })
    return found?.text ?? null
  }
}

/** Reads QR codes: by the browser's own detector, else by ZXing, whose file comes from this house and not from elsewhere. */
export async function pictureReader(): Promise<Reader> {
  const formats = (await window.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? []
  if (window.BarcodeDetector === undefined || !formats.includes("qr_code")) return ownReader()
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] })
  return async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null
}
