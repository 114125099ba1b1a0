import { useEffect, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { Button } from "#app/ui/button.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { pictureReader } from "#app/ui/door/read-picture.ts"

/** Nine pictures a second: quick enough for a hand, light enough for an afternoon on battery. */
const PICTURE_MILLISECONDS = 110
const SAME_CODE_MILLISECONDS = 2_000

type Fault = "denied" | "missing" | "broken"

const faultOf = (error: unknown): Fault => {
  if (!(error instanceof DOMException)) return "broken"
  if (error.name === "NotAllowedError") return "denied"
  return error.name === "NotFoundError" || error.name === "OverconstrainedError" ? "missing" : "broken"
}

/** Looks through the camera until it is closed; each code once in two seconds. */
function useCamera(cameraId: string, onCode: (text: string) => void) {
  const video = useRef<HTMLVideoElement>(null)
  const [fault, setFault] = useState<Fault | null>(null)
  const [track, setTrack] = useState<MediaStreamTrack | null>(null)
  const [cameras, setCameras] = useState<readonly MediaDeviceInfo[]>([])
  const [isLit, setLit] = useState(false)
  const told = useRef(onCode)
  told.current = onCode
  useEffect(() => {
    const state = { isOpen: true, timer: 0, code: "", at: 0 }
    let stream: MediaStream | undefined
    const look = async (read: Awaited<ReturnType<typeof pictureReader>>) => {
      const code = video.current && video.current.readyState >= 2 ? await read(video.current).catch(() => null) : null
      if (!state.isOpen) return
      const isAgain = code === state.code && performance.now() - state.at < SAME_CODE_MILLISECONDS
      if (code !== null && !isAgain) told.current(code)
      if (code !== null) Object.assign(state, { code, at: performance.now() })
      state.timer = window.setTimeout(() => void look(read), PICTURE_MILLISECONDS)
    }
    const open = async () => {
      const wish = cameraId === "" ? { facingMode: "environment" } : { deviceId: { exact: cameraId } }
      stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...wish, width: { ideal: 1280 } } })
      if (!state.isOpen) {
        close()
        return
      }
      const [first] = stream.getVideoTracks()
      setTrack(first ?? null)
      setCameras((await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "videoinput"))
      if (video.current) {
        video.current.srcObject = stream
        await video.current.play()
      }
      await look(await pictureReader())
    }
    const close = () => {
      state.isOpen = false
      window.clearTimeout(state.timer)
      for (const one of stream?.getTracks() ?? []) one.stop()
    }
    setFault(null)
    setLit(false)
    open().catch((error: unknown) => {
      if (state.isOpen) setFault(faultOf(error))
    })
    return close
  }, [cameraId])
  return { video, fault, track, cameras, isLit, setLit }
}

declare global {
  interface MediaTrackConstraintSet {
    torch?: boolean
  }
  interface MediaTrackCapabilities {
    torch?: boolean
  }
}

/** Light beside the lens, where the track's capabilities have it; some browsers do not tell capabilities at all. */
const hasTorch = (track: MediaStreamTrack | null): boolean =>
  track !== null && "getCapabilities" in track && track.getCapabilities().torch === true

const withTorch = (isOn: boolean): MediaTrackConstraints => ({ advanced: [{ torch: isOn }] })

/** カメラで読み取る: the picture, a choice of cameras, light where there is one. */
export function DoorCamera({ onCode }: { readonly onCode: (text: string) => void }) {
  const { t } = useTranslation("door")
  const [cameraId, setCameraId] = useState("")
  const { video, fault, track, cameras, isLit, setLit } = useCamera(cameraId, onCode)
  return (
    <div className="grid gap-near">
      {fault === null ? null : <Callout tone="danger" title={t(`camera-${fault}`)} />}
      <video
        ref={video}
        muted
        playsInline
        aria-label={t("camera")}
        className="aspect-video max-h-[16rem] w-full rounded-card bg-sunken object-cover"
      />
      <div className="flex flex-wrap items-center gap-near">
        {cameras.length > 1 ? (
          <label className="grid min-w-0 flex-1 gap-tight">
            <span className="text-small">{t("cameraChoice")}</span>
            <select className="control" value={cameraId} onChange={(event) => setCameraId(event.target.value)}>
              <option value="">{t("cameraAny")}</option>
              {cameras.map((camera, at) => (
                <option key={camera.deviceId} value={camera.deviceId}>
                  {camera.label || `${t("camera")} ${at + 1}`}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        {hasTorch(track) ? (
          <Button
            aria-pressed={isLit}
            onClick={() => {
              // A lamp that does not answer stays as it is.
              const light = track?.applyConstraints(withTorch(!isLit))
              light?.then(() => setLit(!isLit)).catch(() => undefined)
            }}
          >
            {t("torch")}
          </Button>
        ) : null}
      </div>
    </div>
  )
}
