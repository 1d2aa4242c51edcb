/**
 * The parts of a house number. `number` is what stands first, digits in the ordinary case; two houses of one
 * estate billed together keep both ("13,15"). Everything else is absent when the text has none.
 */
export interface HouseNumber {
  readonly number: string;
  /** "А" of "28А". Upper case: "б" and "6", "з" and "3" look alike on a printed receipt. */
  readonly letter?: string;
  /** What follows the slash of a corner house: "1" of "12/1", "2А" of "23/2а". */
  readonly fraction?: string;
  /** Корпус. */
  readonly block?: string;
  /** Строение. */
  readonly structure?: string;
  /** Литера. */
  readonly litera?: string;
}

export interface HouseNumberRead {
  /** Absent when the text has no number at all ("б/н"). */
  readonly house?: HouseNumber;
  /** A flat met behind the house number: the row is about a flat, not a building. */
  readonly flat?: string;
  /** Words that are not a part of a number, such as "дубль 1" or "жилой дом". */
  readonly notes: readonly string[];
}

/** Reads what stands behind "д.": "12/1", "№ 49 А", "40, к. 2", "36 дробь 1, стр. 3". Never throws. */
export function readHouseNumber(text: string): HouseNumberRead {
  const notes: string[] = [];
  let rest = cyrillic(text)
    .replace(/\(([^)]*)\)/g, (_, note: string) => (notes.push(note.trim()), " "))
    .replaceAll(/["«»']/g, " ");
  const parts: { block?: string; structure?: string; litera?: string; flat?: string } = {};
  rest = rest.replace(DESIGNATION, (_, before: string, word: string, value: string) => {
    keepPart(parts, word, value.trim(), notes);
    return before;
  });
  rest = rest
    .replaceAll(/\s*(дробь|\\|\/\/|\.\/)\s*/giu, "/")
    .replace(/^[\s,.]*(дом|д)?[\s.]*№?\s*/iu, "")
    .replaceAll(/[\s,.;]+$/gu, "");

  const match =
    /^(\d+(?:\s*[,;.]\s*\d+)*)(?:[\s_-]*([а-яё])(?![а-яё\d]))?(?:\s*\/\s*(\d+[а-яё]?))?(.*)$/iu.exec(rest);
  if (!match?.[1]) {
    if (rest !== "" && rest !== "-") notes.push(rest);
    return read(undefined, parts.flat, notes);
  }
  const tail = (match[4] ?? "").trim();
  // "1к1", "7к2с1": blocks and structures glued to the number.
  const glued = /^(?:к\.?\s*(\d+))?(?:с\.?\s*(\d+))?$/iu.exec(tail);
  if (!glued) notes.push(tail);
  if (glued?.[1]) parts.block ??= glued[1];
  if (glued?.[2]) parts.structure ??= glued[2];
  const house: HouseNumber = {
    number: match[1].replaceAll(/\s*[,;.]\s*/g, ","),
    ...(match[2] ? { letter: match[2].toUpperCase() } : {}),
    ...(match[3] ? { fraction: match[3].toUpperCase() } : {}),
    ...(parts.block ? { block: parts.block } : {}),
    ...(parts.structure ? { structure: parts.structure } : {}),
    ...(parts.litera ? { litera: parts.litera } : {}),
  };
  return read(house, parts.flat, notes);
}

/** "23/2А корп. 1 стр. 3 лит. А": as printed behind "д.". */
export function printHouseNumber(of: HouseNumber): string {
  return [
    `${of.number}${of.letter ?? ""}${of.fraction ? `/${of.fraction}` : ""}`,
    of.block ? `корп. ${of.block}` : "",
    of.structure ? `стр. ${of.structure}` : "",
    of.litera ? `лит. ${of.litera}` : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** Latin letters that look like Cyrillic ones are typed into registries ("89a"); two houses must not come of it. */
export function cyrillic(text: string): string {
  return text.replaceAll(/[ABCEHKMOPTXaceopxy]/g, (letter) => LOOKALIKES[letter] ?? letter);
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  A: "А",
  B: "В",
  C: "С",
  E: "Е",
  H: "Н",
  K: "К",
  M: "М",
  O: "О",
  P: "Р",
  T: "Т",
  X: "Х",
  a: "а",
  c: "с",
  e: "е",
  o: "о",
  p: "р",
  x: "х",
  y: "у",
};

// A word for a part, and what it says up to the next comma or the next such word.
const DESIGNATION =
  /(^|[\s,/])(корпус|корп|к|строение|стр|литера|литер|лит|квартира|кв)(?![а-яё])[\s.,]*((?:(?:корпус|корп|к)[\s.]+)?[^,]*?)(?=,|$|\s(?:корпус|корп|к|строение|стр|литера|литер|лит|квартира|кв)[\s.]*[\dа-яё-])/giu;

function keepPart(
  parts: { block?: string; structure?: string; litera?: string; flat?: string },
  word: string,
  said: string,
  notes: string[],
): void {
  const value = said.replace(/^(корпус|корп|к)[\s.]+/iu, "").replaceAll(/^[\s.]+|[\s.]+$/g, "");
  if (value === "" || value === "-") return;
  // "стр. жилой дом", "стр. кв. с 71 по 119": remarks typed into a field for a number.
  if (!/^\d{1,3}[а-яё]?$|^[а-яё]\d?$/iu.test(value)) {
    notes.push(value);
    return;
  }
  const first = word.slice(0, 2).toLowerCase();
  if (first === "кв") parts.flat = value;
  else if (first === "ст") parts.structure = value.toUpperCase();
  else if (first === "ли") parts.litera = value.toUpperCase();
  else parts.block = value.toUpperCase();
}

const read = (
  house: HouseNumber | undefined,
  flat: string | undefined,
  notes: string[],
): HouseNumberRead => ({
  ...(house ? { house } : {}),
  ...(flat ? { flat } : {}),
  notes: notes.filter((note) => note !== ""),
});
