const families = ["田中 タナカ", "山崎 ヤマザキ", "髙橋 タカハシ", "渡邉 ワタナベ", "佐藤 サトウ", "鈴木 スズキ", "伊藤 イトウ", "小林 コバヤシ",
  "中村 ナカムラ", "加藤 カトウ", "吉田 ヨシダ", "山田 ヤマダ", "松本 マツモト", "井上 イノウエ", "木村 キムラ", "斎藤 サイトウ", "清水 シミズ",
  "山口 ヤマグチ", "森 モリ", "池田 イケダ", "橋本 ハシモト", "阿部 アベ", "石川 イシカワ", "前田 マエダ", "藤田 フジタ", "岡田 オカダ",
  "長谷川 ハセガワ", "村上 ムラカミ", "近藤 コンドウ", "石井 イシイ", "坂本 サカモト", "遠藤 エンドウ", "青木 アオキ", "藤井 フジイ",
  "西村 ニシムラ", "福田 フクダ", "太田 オオタ", "三浦 ミウラ", "岡本 オカモト", "松田 マツダ"] as const // prettier-ignore
const given = ["太郎 タロウ", "花子 ハナコ", "一郎 イチロウ", "由美 ユミ", "健 ケン", "恵子 ケイコ", "誠 マコト", "真由美 マユミ", "浩 ヒロシ",
  "陽子 ヨウコ", "直樹 ナオキ", "裕子 ユウコ", "隆 タカシ", "久美子 クミコ", "大輔 ダイスケ", "智子 トモコ", "達也 タツヤ", "明美 アケミ",
  "翔 ショウ", "美咲 ミサキ", "悟 サトル", "幸子 サチコ", "勇 イサム", "愛 アイ", "剛 ツヨシ"] as const // prettier-ignore
const places = ["北海道 札幌市 中央区", "宮城県 仙台市 青葉区", "埼玉県 さいたま市 浦和区", "千葉県 船橋市 ", "東京都 千代田区 ", "東京都 世田谷区 ",
  "東京都 練馬区 ", "神奈川県 横浜市 港北区", "静岡県 浜松市 ", "愛知県 名古屋市 千種区", "京都府 京都市 左京区", "大阪府 大阪市 北区",
  "大阪府 堺市 ", "兵庫県 神戸市 灘区", "岡山県 岡山市 ", "広島県 広島市 中区", "福岡県 福岡市 博多区", "沖縄県 那覇市 "] as const // prettier-ignore
const first = [
  "神田",
  "桜",
  "本",
  "若",
  "緑",
  "富士",
  "梅",
  "松",
  "大",
  "小",
  "東",
  "西",
  "南",
  "北",
  "新",
  "上",
  "中",
  "高",
  "旭",
  "栄",
] as const
const last = ["町", "ヶ丘", "台", "木", "田", "野", "川", "原", "山", "谷", "島", "浜", "橋", "森", "沢"] as const

const array = (items: readonly string[]) => `array[${items.map((item) => `'${item}'`).join(", ")}]`
const pick = (items: readonly string[], step: number) =>
  `(${array(items)})[1 + (n::bigint * ${step} % ${items.length})::integer]`

/** SQL that fills an organization `bench` with so many members, whose names, towns and phones repeat as they do in life. */
export const fillMembers = (members: number): string => `
  insert into organization (id, code, name) values ('00000000-0000-7000-8000-000000000001', 'bench', 'Bench');
  insert into member (organization_id, number, family_name, given_name, family_name_kana, given_name_kana, postal_code, prefecture,
      city, street, phone, email, origin)
    select '00000000-0000-7000-8000-000000000001', 'M' || lpad(n::text, 8, '0'), split_part(family, ' ', 1), split_part(own, ' ', 1),
      split_part(family, ' ', 2), split_part(own, ' ', 2), lpad((n::bigint * 7919 % 9999999)::text, 7, '0'),
      split_part(place, ' ', 1), split_part(place, ' ', 2) || split_part(place, ' ', 3),
      town || (n % 9 + 1) || '-' || (n % 31 + 1) || '-' || (n % 17 + 1), '0' || (n % 8 + 2) || '-' || lpad((n::bigint * 104729 % 9999)::text, 4, '0')
        || '-' || lpad((n::bigint * 15485863 % 10000)::text, 4, '0'), 'reader' || n || '@example.jp', 'import'
    from generate_series(1, ${members}) as n
    cross join lateral (select ${pick(families, 7919)} as family, ${pick(given, 6007)} as own, ${pick(places, 104_729)} as place,
      ${pick(first, 3571)} || ${pick(last, 2741)} as town) as made;`

/** What somebody types into the search box: kana, names, phones, postal codes, towns, mails, numbers, and two words together. */
export function searches(random: () => number, members: number): string {
  const of = (items: readonly string[]) => items[Math.floor(random() * items.length)] ?? ""
  const n = 1 + Math.floor(random() * members)
  const [family = "", familyKana = ""] = of(families).split(" ")
  const [own = "", ownKana = ""] = of(given).split(" ")
  const kinds = [
    () => familyKana + ownKana,
    () => `${family} ${own}`,
    () => `${familyKana} ${of(first)}${of(last)}`,
    () => String((n * 104_729) % 9_999).padStart(4, "0"),
    () => `0${(n % 8) + 2}-${String((n * 104_729) % 9_999).padStart(4, "0")}`,
    () => String((n * 7_919) % 9_999_999).padStart(7, "0"),
    () => `reader${n}@example.jp`,
    () => `M${String(n).padStart(8, "0")}`,
    () => `${of(first)}${of(last)}${(n % 9) + 1}-${(n % 31) + 1}`,
    () => family,
  ]
  return (kinds[Math.floor(random() * kinds.length)] ?? kinds[0])?.() ?? ""
}
