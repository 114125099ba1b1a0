import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { encodeCp932 } from "#app/platform/cp932.server.ts"
import {
  addMonths,
  ageOn,
  calendarDate,
  daysInMonth,
  eraYearOf,
  lastDayOf,
  month,
  readDate,
} from "#app/values/calendar.ts"
import { katakana, readEmail, readInteger, readPhone, readPostalCode } from "#app/values/text.ts"
import { allocate, apportion, formatYen, taxInside, yen } from "#app/values/yen.ts"

describe("yen", () => {
  test("fractions and unsafe integers are no yen", () => {
    for (const amount of [0.5, Number.NaN, 2 ** 53, Infinity]) expect(() => yen(amount)).toThrow(RangeError)
  })

  test("E5 the cumulative method gives 3,333 + 3,333 + 3,334 of 10,000 in 3, and 916, 916, 918 … of 11,000 in 12", () => {
    expect([0, 1, 2].map((unit) => allocate(yen(10_000), 3, unit, unit + 1))).toEqual([3333, 3333, 3334])
    const net = Array.from({ length: 12 }, (_, unit) => allocate(yen(10_000), 12, unit, unit + 1))
    const tax = Array.from({ length: 12 }, (_, unit) => allocate(yen(1_000), 12, unit, unit + 1))
    expect(net.map((amount, unit) => amount + (tax[unit] ?? 0)).slice(0, 3)).toEqual([916, 916, 918])
  })

  test("E5 whatever the price and the order of the runs, the parts are never negative and sum to the price", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 12 }),
        fc.integer({ min: 1, max: 240 }),
        fc.array(fc.nat(240)),
        (price, units, cuts) => {
          const stops = [0, ...cuts.map((cut) => cut % (units + 1)), units].sort((a, b) => a - b)
          const parts = stops.slice(1).map((stop, at) => allocate(yen(price), units, stops[at] ?? 0, stop))
          expect(parts.every((part) => part >= 0)).toBe(true)
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(price)
        },
      ),
    )
  })

  test("D1 a bundle's price is apportioned in whole yen: the shares add up to it, none a yen off its exact part", () => {
    expect(apportion(yen(15_001), [yen(11_000), yen(6_600)])).toEqual([9_375, 5_626])
    expect(apportion(yen(100), [yen(1), yen(1), yen(1)])).toEqual([33, 33, 34])
    expect(apportion(yen(100), [yen(0), yen(0)])).toEqual([50, 50])
    expect(() => apportion(yen(1), [yen(2), yen(-1)])).toThrow(RangeError)
    const amount = fc.integer({ min: 0, max: 10 ** 12 })
    fc.assert(
      fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 9 }), (price, weights) => {
        const parts = apportion(yen(price), weights.map(yen))
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(price)
        const whole = weights.reduce((sum, weight) => sum + weight, 0)
        for (const [at, part] of parts.entries()) {
          const exact = whole === 0 ? price / weights.length : (price / whole) * (weights[at] ?? 0)
          expect(part).toBeGreaterThan(exact - 1.001)
          expect(part).toBeLessThan(exact + 1.001)
        }
      }),
    )
  })

  test("tax inside a price is rounded once, as the organization rounds", () => {
    expect(taxInside(yen(13_200), 10)).toBe(1_200)
    expect([
      taxInside(yen(35_000), 10),
      taxInside(yen(35_000), 10, "round"),
      taxInside(yen(35_000), 10, "ceil"),
    ]).toEqual([3181, 3182, 3182])
    expect(formatYen(-1234567)).toBe("▲1,234,567")
  })
})

describe("dates", () => {
  test.each([
    ["S57.7.13", "1982-07-13"],
    ["昭和60年3月7日", "1985-03-07"],
    ["平成元年1月8日", "1989-01-08"],
    ["R1.5.1", "2019-05-01"],
    ["1985/3/7", "1985-03-07"],
    ["１９８５／０３／０７", "1985-03-07"],
    ["19850307", "1985-03-07"],
    ["2024-02-29", "2024-02-29"],
  ])("%s is %s", (text, date) => {
    expect(readDate(text)).toBe(date)
  })

  test.each(["1999/02/31", "二十年前", "2023-02-29", "H1.1.7", "0", "2026/13/01"])(
    "%s is no day of the calendar",
    (text) => {
      expect(readDate(text)).toBeNull()
    },
  )

  test("months, leap days, eras and ages", () => {
    expect(addMonths(month("2026-12"), 2)).toBe("2027-02")
    expect(addMonths(month("2026-01"), -1)).toBe("2025-12")
    expect([lastDayOf(month("2028-02")), lastDayOf(month("2100-02")), daysInMonth(2000, 2)]).toEqual([
      "2028-02-29",
      "2100-02-28",
      29,
    ])
    expect(eraYearOf(calendarDate("2019-05-01"))).toBe("令和元年")
    expect(ageOn(calendarDate("2000-02-29"), calendarDate("2026-02-28"))).toBe(25)
  })
})

describe("texts of forms and old files", () => {
  test("A6 kana of any width and kind become full-width katakana", () => {
    expect(katakana(" ﾀﾅｶ　たろう ")).toBe("タナカ タロウ")
  })

  test("postal codes, phones, mails and numbers are read leniently and checked strictly", () => {
    expect(["〒988-0252", "９８８－０２５２", "9880252", "12-3456", "988-025"].map(readPostalCode)).toEqual([
      "9880252",
      "9880252",
      "9880252",
      null,
      null,
    ])
    expect(["０９０ー１２３４ー５６７８", "03(1234)5678", "12345", "0312345678901"].map(readPhone)).toEqual([
      "090-1234-5678",
      "03-1234-5678",
      null,
      null,
    ])
    expect(["a b@example.jp", "foo@", "ok@example.jp", "x@y"].map(readEmail)).toEqual([
      null,
      null,
      "ok@example.jp",
      null,
    ])
    expect(["25,080", "１２３", "一万円", "99999999999999999999", "-13200"].map(readInteger)).toEqual([
      25080,
      123,
      null,
      null,
      -13200,
    ])
  })

  test("A7 the house's anonymous phone number is accepted", () => {
    expect(readPhone("123AAA-AAAA")).toBe("123AAA-AAAA")
  })
})

describe("CP932", () => {
  test("old characters are written as Windows writes them", () => {
    expect(encodeCp932("髙﨑德①㈱").bytes.toString("hex")).toBe("fbfcfab1faba8740878a")
  })

  test("what CP932 has under another code point is mapped, what it lacks is 〓 and named, a real ? stays", () => {
    const { bytes, missing } = encodeCp932("〜−¥?𠮷é")
    expect(new TextDecoder("shift_jis").decode(bytes)).toBe("～－￥?〓〓")
    expect(missing).toEqual(["𠮷", "é"])
  })

  test("every text of CP932 comes back as it was", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Array.from("山﨑髙田町1-2ｱｲｳ株①、。ー")), { maxLength: 40 }), (signs) => {
        const { bytes, missing } = encodeCp932(signs.join(""))
        expect(missing).toEqual([])
        expect(new TextDecoder("shift_jis").decode(bytes)).toBe(signs.join(""))
      }),
    )
  })
})
