/** 全銀 files of deposits, written record by record from the layout tables; half-width kana as JIS X 0201 bytes. */
type Row = Readonly<{
  on: string
  yen: number
  name?: string
  code?: string
  edi?: string
  reference?: string
  out?: boolean
}>

const digits = (value: number | string, length: number) => String(value).padStart(length, "0")
const words = (text: string, length: number) => text.padEnd(length, " ").slice(0, length)

/** 入出金取引明細 03: header, data, trailer, end; 200 bytes each. */
export function zengin03(rows: readonly Row[], more: { crlf?: boolean; trailerYen?: number } = {}): Buffer {
  const deposits = rows.filter(({ out }) => out !== true)
  const withdrawals = rows.filter(({ out }) => out === true)
  const sum = (of: readonly Row[]) => of.reduce((total, { yen }) => total + yen, 0)
  const header = [
    ...[
      "1",
      "03",
      "0",
      "081122",
      "081101",
      "081130",
      "0001",
      words("ﾐｽﾞﾎ", 15),
      "123",
      words("ｼﾞﾝﾎﾞｳﾁﾖｳ", 15),
      "000",
      "1",
    ],
    ...[words("1234567", 10), words("ﾂｷｼﾕﾂﾊﾟﾝ", 40), "1", "1", digits(0, 14), words("", 71)],
  ]
  const data = rows.map((row, at) => [
    ...[
      "2",
      words(row.reference ?? digits(at + 1, 8), 8),
      row.on,
      row.on,
      row.out === true ? "2" : "1",
      "11",
      digits(row.yen, 12),
    ],
    ...[digits(0, 12), words("", 6), words("", 6), " ", words("", 7), words("", 3), words(row.code ?? "", 10)],
    ...[words(row.name ?? "", 48), words("ﾐﾂﾋﾞｼ", 15), words("ﾎﾝﾃﾝ", 15), words("", 20), words(row.edi ?? "", 20), " "],
  ])
  const trailer = [
    ...["8", digits(deposits.length, 6), digits(more.trailerYen ?? sum(deposits), 13), digits(withdrawals.length, 6)],
    ...[digits(sum(withdrawals), 13), "1", digits(0, 14), digits(rows.length, 7), words("", 139)],
  ]
  const end = ["9", digits(rows.length + 3, 10), digits(1, 5), words("", 184)]
  return fileOf([header, ...data, trailer, end], more.crlf === true ? "\r\n" : "")
}

/** 振込入金通知 01; an amount beyond ten digits goes to 金額(2). */
export function zengin01(rows: readonly (Row & { cancelled?: boolean })[]): Buffer {
  const header = [
    ...[
      "1",
      "01",
      "0",
      "081122",
      "081101",
      "081130",
      "0001",
      words("ﾐｽﾞﾎ", 15),
      "123",
      words("ｼﾞﾝﾎﾞｳﾁﾖｳ", 15),
      "1",
      "1234567",
    ],
    ...[words("ﾂｷｼﾕﾂﾊﾟﾝ", 40), words("", 93)],
  ]
  const data = rows.map((row, at) => {
    const isBig = row.yen > 9_999_999_999
    return [
      ...[
        "2",
        digits(at + 1, 6),
        row.on,
        row.on,
        digits(isBig ? 0 : row.yen, 10),
        digits(0, 10),
        words(row.code ?? "", 10),
      ],
      ...[words(row.name ?? "", 48), words("ﾐﾂﾋﾞｼ", 15), words("ﾎﾝﾃﾝ", 15), row.cancelled === true ? "1" : " "],
      ...(isBig
        ? [digits(row.yen, 12), digits(0, 12), words(row.edi ?? "", 20), words("", 28)]
        : [words(row.edi ?? "", 20), words("", 52)]),
    ]
  })
  const counted = rows.filter(({ cancelled }) => cancelled !== true)
  const trailer = [
    ...[
      "8",
      digits(counted.length, 6),
      digits(
        counted.reduce((total, { yen }) => total + yen, 0),
        12,
      ),
    ],
    ...[digits(rows.length - counted.length, 6), digits(0, 12), words("", 163)],
  ]
  return fileOf([header, ...data, trailer, ["9", words("", 199)]], "")
}

function fileOf(records: readonly (readonly string[])[], between: string): Buffer {
  const lines = records.map((parts) => parts.join(""))
  const wrong = lines.find((line) => line.length !== 200)
  if (wrong !== undefined) throw new Error(`a record of ${wrong.length}: ${wrong}`)
  const text = lines.map((line) => `${line}${between}`).join("")
  return Buffer.from(
    Array.from(text, (sign) => {
      const code = sign.charCodeAt(0)
      return code >= 0xff61 ? code - 0xfec0 : code
    }),
  )
}
