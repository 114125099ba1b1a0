import { paperOfRun, type RunHead } from "#app/reports/shipping/run-head.server.ts"
import { type Label, zoneOf } from "#app/subscriptions/shipping/label-row.ts"
import type { Paper, PaperRow } from "#templates/paper.ts"
import type { Bundle } from "#templates/pdf/bundle-pdf.ts"

/** Pieces of a 郵便区番号, in the order of the numbers. */
export type Zone = Readonly<{ zone: string; prefecture: string; pieces: number; copies: number }>

/** As many pieces as a hand ties into one bundle (束). */
export const PIECES_PER_BUNDLE = 50

/** Pieces and copies by 郵便区番号; a label is a piece. */
export async function zonesOf(labels: AsyncIterable<Label>): Promise<readonly Zone[]> {
  const zones = new Map<string, { prefecture: string; pieces: number; copies: number }>()
  for await (const label of labels) {
    const zone = zones.get(zoneOf(label)) ?? { prefecture: label.address.prefecture, pieces: 0, copies: 0 }
    zones.set(zoneOf(label), { ...zone, pieces: zone.pieces + 1, copies: zone.copies + label.copies })
  }
  return [...zones]
    .map(([zone, counts]) => ({ zone, ...counts }))
    .sort((one, other) => (one.zone < other.zone ? -1 : 1))
}

const bundlesIn = (zone: Zone) => Math.ceil(zone.pieces / PIECES_PER_BUNDLE)

/** The bundles of 区分郵便物: full ones and the rest of each 郵便区番号, k of n. */
export const bundlesOf = (zones: readonly Zone[], head: RunHead): Bundle[] =>
  zones.flatMap((zone) =>
    Array.from({ length: bundlesIn(zone) }, (_, at) => ({
      zone: zone.zone,
      pieces: Math.min(PIECES_PER_BUNDLE, zone.pieces - at * PIECES_PER_BUNDLE),
      bundle: at + 1,
      bundles: bundlesIn(zone),
      ...{ title: head.title, sender: head.sender.name, shipsOn: head.shipsOn },
    })),
  )

/** 区分郵便物差出票の明細: pieces, copies and bundles of each 郵便区番号, with a subtotal for each prefecture of its first piece. */
export function zonePaper(zones: readonly Zone[], head: RunHead): Paper {
  const sum = (rows: readonly Zone[]) => [
    rows.reduce((total, { pieces }) => total + pieces, 0),
    rows.reduce((total, { copies }) => total + copies, 0),
    rows.reduce((total, zone) => total + bundlesIn(zone), 0),
  ]
  const rows: PaperRow[] = zones.map((zone) => ({
    kind: "row",
    cells: [zone.zone, zone.prefecture, zone.pieces, zone.copies, bundlesIn(zone)],
  }))
  return {
    ...paperOfRun(head),
    number: `区-${head.fileName}`,
    title: "区分郵便物 差出明細",
    conditions: ["郵便区番号は郵便番号の上3桁", `1束は${PIECES_PER_BUNDLE}通まで`],
    columns: [
      { heading: "郵便区番号", width: 12, align: "left" },
      { heading: "都道府県", width: 20, align: "left" },
      { heading: "通数", unit: "通", width: 12, align: "right", summed: true },
      { heading: "部数", unit: "部", width: 12, align: "right", summed: true },
      { heading: "束数", unit: "束", width: 12, align: "right", summed: true },
    ],
    rows: rows.length === 0 ? [] : [...rows, { kind: "total", cells: ["合計", null, ...sum(zones)] }],
    footer: "宛名データと同じ発送処理から作成しました。",
  }
}
