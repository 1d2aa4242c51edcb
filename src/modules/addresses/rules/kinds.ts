/** Which level of an address a kind belongs to; a text names its parts from the widest to the narrowest. */
export type AddressLevel = "region" | "district" | "settlement" | "quarter" | "street";

export interface AddressKind {
  /** As printed: "пр-кт". */
  readonly printed: string;
  readonly level: AddressLevel;
  /** Lower case, ё as е, without a final dot. */
  readonly spellings: readonly string[];
}

const kind = (level: AddressLevel, printed: string, ...spellings: string[]): AddressKind => ({
  level,
  printed,
  spellings,
});

/**
 * Kinds of address parts with the spellings met in registries, on receipts and in people's own words. Without
 * dots and in lower case: a text is compared after the same treatment.
 */
export const ADDRESS_KINDS: readonly AddressKind[] = [
  kind("region", "обл.", "обл", "область"),
  kind("region", "край", "край"),
  kind("region", "Респ.", "респ", "республика"),
  kind("region", "АО", "ао", "автономный округ"),
  kind("region", "г.ф.з.", "гфз", "город федерального значения"),
  kind("district", "р-н", "р-н", "район", "рн"),
  kind("district", "г.о.", "го", "городской округ"),
  kind("district", "м.о.", "мо", "муниципальный округ"),
  kind("district", "с/п", "с/п", "сельское поселение"),
  kind("settlement", "г.", "г", "гор", "город"),
  kind("settlement", "рп.", "рп", "рабочий поселок"),
  kind("settlement", "пгт.", "пгт", "поселок городского типа"),
  kind("settlement", "п.", "п", "пос", "поселок"),
  kind("settlement", "д.", "д", "дер", "деревня"),
  kind("settlement", "с.", "с", "село"),
  kind("settlement", "х.", "х", "хутор"),
  kind("settlement", "м.", "м", "местечко"),
  kind("settlement", "нп.", "нп", "населенный пункт"),
  kind("settlement", "ст.", "ст", "станция"),
  kind("settlement", "ст-ца", "ст-ца", "станица"),
  kind("settlement", "ж/д ст.", "ж/д ст", "ж/д_ст", "железнодорожная станция"),
  kind("settlement", "снт", "снт", "садовое товарищество"),
  kind("quarter", "мкр.", "мкр", "мкрн", "мкр-н", "микрорайон"),
  kind("quarter", "кв-л", "кв-л", "квартал"),
  kind("quarter", "тер.", "тер", "территория"),
  kind("quarter", "ж.м.", "жм", "ж.м", "жилой массив", "жилой поселок", "жилой пселок"),
  kind("street", "ул.", "ул", "улица"),
  kind("street", "пр-кт", "пр-кт", "пр-т", "пр", "просп", "проспект"),
  kind("street", "пер.", "пер", "переулок"),
  kind("street", "наб.", "наб", "набережная"),
  kind("street", "б-р", "б-р", "бул", "бульвар"),
  kind("street", "пл.", "пл", "площадь"),
  kind("street", "ш.", "ш", "шоссе"),
  kind("street", "проезд", "проезд", "пр-д"),
  kind("street", "линия", "линия", "лин"),
  kind("street", "туп.", "туп", "тупик"),
  kind("street", "аллея", "аллея", "ал"),
  kind("street", "заезд", "заезд"),
  kind("street", "спуск", "спуск"),
  kind("street", "дорога", "дорога", "дор"),
];

const bySpelling = new Map(ADDRESS_KINDS.flatMap((of) => of.spellings.map((text) => [text, of] as const)));

/** The kind that a word stands for, however it is dotted or capitalized: "Проспект." is "пр-кт". */
export function kindOf(word: string): AddressKind | undefined {
  const plain = word.toLowerCase().replaceAll("ё", "е").replace(/\.$/, "");
  return bySpelling.get(plain) ?? bySpelling.get(plain.replaceAll(".", ""));
}

/** All spellings of kinds, longest first, so that "жилой массив" is met before a shorter beginning of it. */
export const KIND_SPELLINGS: readonly string[] = [...bySpelling.keys()].sort((a, b) => b.length - a.length);
