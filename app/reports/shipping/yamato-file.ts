import type { Label } from "#app/subscriptions/shipping/label-row.ts"

/** The 95 columns that ヤマト運輸's B2クラウド takes from outside (外部データ取込), in their order. */
export const yamatoColumns = [
  ...["お客様管理番号", "送り状種類", "クール区分", "伝票番号"],
  ...["出荷予定日", "お届け予定日", "配達時間帯", "お届け先コード"],
  ...["お届け先電話番号", "お届け先電話番号枝番", "お届け先郵便番号", "お届け先住所"],
  ...["お届け先アパートマンション名", "お届け先会社・部門１", "お届け先会社・部門２", "お届け先名"],
  ...["お届け先名(ｶﾅ)", "敬称", "ご依頼主コード", "ご依頼主電話番号"],
  ...["ご依頼主電話番号枝番", "ご依頼主郵便番号", "ご依頼主住所", "ご依頼主アパートマンション"],
  ...["ご依頼主名", "ご依頼主名(ｶﾅ)", "品名コード１", "品名１"],
  ...["品名コード２", "品名２", "荷扱い１", "荷扱い２"],
  ...["記事", "ｺﾚｸﾄ代金引換額（税込)", "内消費税額等", "止置き"],
  ...["営業所コード", "発行枚数", "個数口表示フラグ", "請求先顧客コード"],
  ...["請求先分類コード", "運賃管理番号", "クロネコwebコレクトデータ登録", "クロネコwebコレクト加盟店番号"],
  ...[
    "クロネコwebコレクト申込受付番号１",
    "クロネコwebコレクト申込受付番号２",
    "クロネコwebコレクト申込受付番号３",
    "お届け予定ｅメール利用区分",
  ],
  ...["お届け予定ｅメールe-mailアドレス", "入力機種", "お届け予定ｅメールメッセージ", "お届け完了ｅメール利用区分"],
  ...["お届け完了ｅメールe-mailアドレス", "お届け完了ｅメールメッセージ", "クロネコ収納代行利用区分", "予備"],
  ...["収納代行請求金額(税込)", "収納代行内消費税額等", "収納代行請求先郵便番号", "収納代行請求先住所"],
  ...[
    "収納代行請求先住所（アパートマンション名）",
    "収納代行請求先会社・部門名１",
    "収納代行請求先会社・部門名２",
    "収納代行請求先名(漢字)",
  ],
  ...["収納代行請求先名(カナ)", "収納代行問合せ先名(漢字)", "収納代行問合せ先郵便番号", "収納代行問合せ先住所"],
  ...["収納代行問合せ先住所（アパートマンション名）", "収納代行問合せ先電話番号", "収納代行管理番号", "収納代行品名"],
  ...["収納代行備考", "複数口くくりキー", "検索キータイトル1", "検索キー1"],
  ...["検索キータイトル2", "検索キー2", "検索キータイトル3", "検索キー3"],
  ...["検索キータイトル4", "検索キー4", "検索キータイトル5", "検索キー5"],
  ...["予備", "予備", "投函予定メール利用区分", "投函予定メールe-mailアドレス"],
  ...[
    "投函予定メールメッセージ",
    "投函完了メール（お届け先宛）利用区分",
    "投函完了メール（お届け先宛）e-mailアドレス",
    "投函完了メール（お届け先宛）メールメッセージ",
  ],
  ...[
    "投函完了メール（ご依頼主宛）利用区分",
    "投函完了メール（ご依頼主宛）e-mailアドレス",
    "投函完了メール（ご依頼主宛）メールメッセージ",
  ],
] as const

type Column = (typeof yamatoColumns)[number]

export type Sender = Readonly<{ name: string; postalCode: string; address: string; phone: string }>

const ADDRESS_SIGNS = 32
const PREPAID = "0" // 発払い

/**
 * A label as a row of 95 cells. An address of more than 32 characters goes on in the building's column; nothing is cut: what B2 finds too
 * long it names itself when the file is taken in. The date is the run's shipping date.
 */
export function yamatoRow(
  label: Label,
  shipment: Readonly<{ title: string; shipsOn: string; sender: Sender }>,
): string[] {
  const { sender } = shipment
  const address = Array.from(label.address.prefecture + label.address.city + label.address.street)
  const cells: Partial<Record<Column, string>> = {
    お客様管理番号: label.contractNumber,
    送り状種類: PREPAID,
    クール区分: "0",
    出荷予定日: shipment.shipsOn.replaceAll("-", "/"),
    お届け先電話番号: label.phone,
    お届け先郵便番号: label.postalCode,
    お届け先住所: address.slice(0, ADDRESS_SIGNS).join(""),
    お届け先アパートマンション名: [address.slice(ADDRESS_SIGNS).join(""), label.address.building]
      .filter(Boolean)
      .join(" "),
    "お届け先会社・部門１": label.company,
    "お届け先会社・部門２": label.department,
    お届け先名: label.name === "" ? label.company : label.name,
    敬称: label.honorific,
    ご依頼主電話番号: sender.phone,
    ご依頼主郵便番号: sender.postalCode,
    ご依頼主住所: sender.address,
    ご依頼主名: sender.name,
    品名１: `${shipment.title}${label.copies > 1 ? ` ${label.copies}部` : ""}`,
    品名２: label.inserts === "" ? "" : `封入 ${label.inserts}`,
    発行枚数: "1",
    個数口表示フラグ: "1",
    検索キータイトル1: "会員番号",
    検索キー1: label.memberNumber,
  }
  return yamatoColumns.map((column) => cells[column] ?? "")
}
