/** Line drawings on a 24-unit grid, 1.75 units thick; drawn here so that no page waits for an icon font. */
const drawings = {
  home: "M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14m5 12 4 4",
  members:
    "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M2.5 20c0-3.5 2.8-5.5 6.5-5.5s6.5 2 6.5 5.5M16 5.3a3.5 3.5 0 0 1 0 6.4m2 3.3c2.200.8 3.500 2.600 3.500 5",
  user: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.500 20.500c0-3.800 3.200-6 7.500-6s7.500 2.200 7.500 6",
  matching: "M8 6a6 6 0 1 0 0 12A6 6 0 0 0 8 6m8 0a6 6 0 1 0 0 12 6 6 0 0 0 0-12",
  order: "M6 3h9l4 4v14H6zM9 11h7m-7 4h7m-7-8h3",
  publication: "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zm0 13a3 3 0 0 1 3-3h11",
  issue: "M3 7h11v10H3zm11 3h4l3 3.500V17h-7M7 20a2 2 0 1 0 0-4 2 2 0 0 0 0 4m10 0a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
  offer: "M4 4h8l8 8-8 8-8-8zM8 8h.01",
  seminar: "M4 5h16v11H4zm8 11v4m-4 0h8",
  report: "M4 20h16M7 16v-5m5 5V6m5 10v-8",
  calendar: "M4 6h16v14H4zm0 5h16M8 3v5m8-5v5",
  close: "M6 6l12 12M18 6 6 18",
  lock: "M6 11h12v9H6zm2.500 0V8a3.500 3.500 0 0 1 7 0v3",
  ledger: "M5 4h14v16H5zm4 0v16m3-11h4m-4 4h4",
  voucher: "M5 3h14v18l-2.300-1.500L14.300 21 12 19.500 9.700 21l-2.400-1.500L5 21zm4 5h6m-6 4h6",
  yen: "M6 4l6 8 6-8m-6 8v8m-4.500-6h9m-9 3h9",
  receivable: "M4 7h16v11H4zm8 3a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5",
  job: "M12 4a8 8 0 1 0 8 8m0-7v4h-4m-4-1v4l3 2",
  audit: "M12 3l7 3v5c0 4.500-2.800 8-7 10-4.200-2-7-5.500-7-10V6zm-3 9 2 2 4-4",
  settings:
    "M4 7h9m5 0h2M4 17h3m5 0h8M15.500 4.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5m-6 10a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5",
  mail: "M3 6h18v13H3zm0 1 9 7 9-7",
  import: "M12 4v11m-4-4 4 4 4-4M4 20h16",
  upload: "M12 16V5m-4 4 4-4 4 4M4 20h16",
  building: "M5 21V4h9v17m0-12h5v12M3 21h18M8 8h3m-3 4h3m-3 4h3",
  menu: "M4 7h16M4 12h16M4 17h16",
  check: "M5 12.500 10 17.500 19.500 7",
  circle: "M12 4.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15",
  success: "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17M8 12.500l3 3 5-6",
  info: "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17M12 11v5.500M12 7.700v.1",
  warning: "M12 4 2.800 19.500h18.400zM12 10v4.500m0 2.400v.1",
  danger: "M8.300 3.500h7.400l4.800 4.800v7.400l-4.800 4.800H8.300l-4.800-4.800V8.300zM12 8v5m0 3v.1",
  pause: "M9 6v12m6-12v12",
  clock: "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17M12 7.500V12l3 2",
  right: "M9 5l7 7-7 7",
  left: "M15 5l-7 7 7 7",
  down: "M6 9l6 6 6-6",
  ascending: "M12 19V5m-5 5 5-5 5 5",
  descending: "M12 5v14m-5-5 5 5 5-5",
  copy: "M8 8h12v12H8zM16 8V4H4v12h4",
  plus: "M12 5v14M5 12h14",
  help: "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17M9.500 9.800a2.500 2.500 0 1 1 3.600 2.200c-.8.4-1.100.9-1.100 1.700m0 2.700v.1",
  undo: "M8 5 4 9l4 4M4 9h10a5.500 5.500 0 0 1 0 11h-3",
  camera: "M4 8h4l2-3h4l2 3h4v11H4zm8 2a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7",
  edit: "M4 20l1-4L16 5l3 3L8 19zm9-12 3 3",
} as const

export type IconName = keyof typeof drawings

/** A decorative line icon; the word beside it carries the meaning. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="inline-block flex-none"
    >
      <path d={drawings[name]} />
    </svg>
  )
}
