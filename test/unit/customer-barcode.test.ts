import { describe, expect, test } from "vitest"
import { addressNumber, customerBarcodeText, customerBars } from "#app/values/customer-barcode.ts"

// Addresses of the kinds that the manual names (町域より後), and what its rules leave of them.
const addresses: readonly (readonly [address: string, number: string])[] = [
  ["緑町3丁目30-8 郵便ビル403号", "3-30-8-403"],
  ["堀見内 南田茂木 添60-1", "60-1"],
  ["台東5-6-3 ABCビル10F", "5-6-3-10"],
  ["北六条東4丁目 郵便センター6号館", "4-6"],
  ["右京塚 東3丁目-20-5 郵便・A&bコーポB604号", "3-20-5B604"],
  ["河辺町十一丁目六番地一号 郵便タワー601", "11-6-1-601"],
  ["大字津軽石第二十一地割大淵川480", "21-480"],
  ["中田出井町四丁六番十九号", "4-6-19"],
  ["稲田町南七線西28", "7-28"],
  ["宮田町6丁目7-14 ABCビル2F", "6-7-14-2"],
  ["港島中町9丁目7-6 郵便シティA棟1F1号", "9-7-6A1-1"],
  ["青野町綾部6-7 LプラザB106", "6-7LB106"],
  ["新田塚3丁目80-25 J1ビル2-B", "3-80-25J1-2B"],
  ["神田神保町1−105", "1-105"],
  ["私書箱", ""],
]

describe("カスタマバーコード", () => {
  test("the address number follows the manual: 丁目 in kanji, floors, single letters, letters in a row", () => {
    for (const [address, number] of addresses) expect(addressNumber(address), address).toBe(number)
  })

  test("a postal code that is not whole gives no barcode", () => {
    expect(customerBarcodeText("100-001", "1-1")).toBeNull()
    expect(customerBarcodeText("100-0013", "霞が関1丁目3番2号 郵便プラザ503室")).toBe("10000131-3-2-503")
  })

  test("the manual's example: check digit 9, padded with CC4", () => {
    const bars = customerBars("10000131-3-2-503").join("")
    expect(bars).toBe("1311414414414414411431211441431241413241414114431243243243243241131")
    expect(bars.slice(62, 65)).toBe("411")
  })

  test("always 67 bars; a letter that the 13th code cuts keeps its control code; the check digit may be 0", () => {
    const last = (address: string) => customerBars(`1234567${address}`).join("").slice(59, 62)
    expect(customerBars("12345671-2-3-4-5-67ABC")).toHaveLength(67)
    expect(last("1-2-3-4-5-6A")).toBe("144") // A is CC1 and 0
    expect(last("1-2-3-4-5-67A")).toBe("324") // CC1 alone
    expect(last("1-2-3-4-5-678A")).toBe("231") // no room for the letter
    // 13 codes of CC4 are 182, with 0000008 it is 190, a multiple of 19.
    expect(customerBars("0000008").join("").slice(62, 65)).toBe("144")
  })
})
