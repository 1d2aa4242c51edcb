import { cyrillic, type HouseNumber, printHouseNumber, readHouseNumber } from "./house-number.ts";
import { type AddressKind, type AddressLevel, KIND_SPELLINGS, kindOf } from "./kinds.ts";

/** A part of an address: its kind as printed ("ул."; "" where the text names none) and its name ("Новая"). */
export interface NamedPart {
  readonly kind: string;
  readonly name: string;
}

/** An address from the widest part to the narrowest; what the text does not say is absent. */
export interface Address {
  /** Six digits. */
  readonly postcode?: string;
  readonly region?: NamedPart;
  readonly district?: NamedPart;
  readonly settlement?: NamedPart;
  readonly quarter?: NamedPart;
  readonly street?: NamedPart;
  readonly house?: HouseNumber;
  readonly flat?: string;
}

export interface AddressRead {
  readonly address: Address;
  /** Words that are no part of an address ("дубль 1", "жилой дом"), to be shown to a person and not guessed at. */
  readonly notes: readonly string[];
}

/**
 * Reads an address as registries and people write it: parts between commas, the kind before the name or behind it.
 *
 * The same short word serves two levels ("д." is a village and a house, "к." a block): a "д." is the house when
 * a number follows it, or when the settlement is known already. Never throws; what could not be placed is a note.
 */
export function parseAddress(text: string): AddressRead {
  const draft: Draft = { notes: [], house: "" };
  for (const part of partsOf(text)) place(draft, part);

  const house = readHouseNumber(houseText(draft));
  const address: Address = {
    ...(draft.postcode ? { postcode: draft.postcode } : {}),
    ...(draft.region ? { region: draft.region } : {}),
    ...(draft.district ? { district: draft.district } : {}),
    ...(draft.settlement ? { settlement: draft.settlement } : {}),
    ...(draft.quarter ? { quarter: draft.quarter } : {}),
    ...(draft.street ? { street: draft.street } : {}),
    ...(house.house ? { house: house.house } : {}),
    ...(house.flat ? { flat: house.flat } : {}),
  };
  return { address, notes: [...draft.notes, ...house.notes] };
}

/** "обл. Новгородская, г. Боровичи, ул. Сушанская, д. 7 корп. 1", from the wanted level on. */
export function printAddress(of: Address, from: AddressLevel = "region"): string {
  const levels: AddressLevel[] = ["region", "district", "settlement", "quarter", "street"];
  const named = levels.slice(levels.indexOf(from)).flatMap((level) => {
    const part = of[level];
    return part ? [printPart(part)] : [];
  });
  return [
    ...named,
    ...(of.house ? [`д. ${printHouseNumber(of.house)}`] : []),
    ...(of.flat ? [`кв. ${of.flat}`] : []),
  ].join(", ");
}

export const printPart = (of: NamedPart): string => (of.kind === "" ? of.name : `${of.kind} ${of.name}`);

/** "ул. Новая", "Новая улица", "Проспект. Мира" as kind and name; a text without a kind keeps an empty one. */
export function readPart(text: string): NamedPart & { readonly level?: AddressLevel } {
  const plain = text.replaceAll(/\s+/g, " ").trim();
  const found = kindAtStart(plain) ?? kindAtEnd(plain);
  if (!found) return { kind: "", name: plain };
  return { kind: found.kind.printed, name: tidyName(found.name), level: found.kind.level };
}

/** One text for one building, however its address was spelled: the key by which two rows are the same house. */
export function addressKey(of: Address): string {
  const levels = [of.region, of.district, of.settlement, of.quarter, of.street];
  const house = of.house ? printHouseNumber(of.house) : "";
  return [...levels.map((part) => (part ? printPart(part) : "")), house]
    .map((part) =>
      part
        .toLowerCase()
        .replaceAll("ё", "е")
        .replaceAll(/[\s.]+/g, " ")
        .trim(),
    )
    .join("|");
}

interface Draft {
  postcode?: string;
  region?: NamedPart;
  district?: NamedPart;
  settlement?: NamedPart;
  quarter?: NamedPart;
  street?: NamedPart;
  house: string;
  notes: string[];
}

/** Commas separate; so does a house sign glued to what stands before it ("ул.Свободы.д.9а", "д Аринино д.2"). */
function partsOf(text: string): string[] {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/([\s.])(?=(?:д|дом)[\s.]*№?\s*\d)/giu, "$1,")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "" && !/^[а-яё]{1,4}\.$/iu.test(part));
}

function place(draft: Draft, text: string): void {
  // Behind the house number everything belongs to it: blocks, literas, a second number.
  if (draft.house !== "") {
    draft.house += `, ${text}`;
    return;
  }
  if (/^\d{6}$/.test(text) && !draft.settlement) {
    draft.postcode = text;
    return;
  }
  if (/^(?:д|дом)?[\s.]*(?:№\s*)?\d/iu.test(text) && !/^\d+-[а-яё]/iu.test(text)) {
    draft.house = text;
    return;
  }
  const village = /^(?:д|дер)(?:\.|\s)\s*(.+)$/iu.exec(text);
  if (village?.[1]) {
    if (draft.settlement) draft.house = village[1];
    // "д. д Аринино": the kind was typed into the field of the name as well.
    else draft.settlement = { kind: "д.", name: tidyName(village[1].replace(/^д\s+/iu, "")) };
    return;
  }
  if (/^дом\s/iu.test(text)) {
    draft.house = text;
    return;
  }
  if (/^(?:корпус|корп|к|строение|стр|литера|лит|квартира|кв)(?![а-яё])[\s.]/iu.test(text)) {
    draft.house = `, ${text}`;
    return;
  }
  const part = readPart(text);
  const level = part.level ?? nextLevel(draft);
  if (level === undefined || draft[level]) {
    draft.notes.push(text);
    return;
  }
  draft[level] = { kind: part.kind, name: part.name };
}

/** A name without a kind is taken for the settlement if there is none yet, then for the street. */
function nextLevel(draft: Draft): AddressLevel | undefined {
  return !draft.settlement ? "settlement" : !draft.street ? "street" : undefined;
}

/**
 * The house field sometimes holds more than the house: a lane ("д. пер.Согласия 1"), a quarter ("д. 3 поселок
 * Наум", "д. квартал 8"). They are moved to where they belong, if that place is free.
 */
function houseText(draft: Draft): string {
  const glued =
    draft.house === ""
      ? /^(.*[а-яё].*?)\s+(\d+\s?[а-яё]?(?:\/\d+[а-яё]?)?)$/iu.exec(draft.street?.name ?? "")
      : null;
  if (glued?.[1] && glued[2] && draft.street) {
    // "ул. Малышева 12": nobody wrote the sign of the house.
    draft.street = { ...draft.street, name: glued[1] };
    return glued[2];
  }
  const inFront = /^([^\d№"«]+?)[\s.]+(\d.*)$/u.exec(draft.house.replace(/^(?:д|дом)[\s.]+/iu, ""));
  const lane = inFront?.[1] ? readPart(inFront[1]) : undefined;
  if (inFront?.[2] && lane?.level === "street" && !draft.street && lane.name !== "") {
    draft.street = { kind: lane.kind, name: lane.name };
    return inFront[2];
  }
  const behind = /^(.*?\d[а-яё]?)\s+((?:жилой|поселок|ж\.м)[^,]*)$/iu.exec(draft.house);
  const estate = behind?.[2] ? readPart(behind[2]) : undefined;
  if (behind?.[1] && estate && estate.name !== "" && estate.level && !draft.quarter) {
    draft.quarter = { kind: estate.level === "quarter" ? estate.kind : "ж.м.", name: estate.name };
    return behind[1];
  }
  return draft.house;
}

function kindAtStart(text: string): { kind: AddressKind; name: string } | undefined {
  const lower = text.toLowerCase().replaceAll("ё", "е");
  for (const spelling of KIND_SPELLINGS) {
    if (!lower.startsWith(spelling)) continue;
    const end = /^(?:\.\s*|\s+)/.exec(text.slice(spelling.length));
    const kind = kindOf(spelling);
    const name = end ? text.slice(spelling.length + end[0].length) : "";
    // "Проезд" and "Линия" can be names of their own, when nothing follows.
    if (kind && name !== "") return { kind, name };
  }
  return undefined;
}

function kindAtEnd(text: string): { kind: AddressKind; name: string } | undefined {
  const lower = text.toLowerCase().replaceAll("ё", "е").replace(/\.$/, "");
  for (const spelling of KIND_SPELLINGS) {
    // One letter behind a name is an initial or a numeral sooner than a kind.
    if (spelling.length < 2 || !lower.endsWith(` ${spelling}`)) continue;
    const kind = kindOf(spelling);
    const name = text.slice(0, lower.length - spelling.length).trim();
    if (kind && name !== "") return { kind, name };
  }
  return undefined;
}

const tidyName = (name: string): string =>
  (/[а-яё]/iu.test(name) ? cyrillic(name) : name)
    .replaceAll(/["«»]/g, "")
    .replaceAll(/\s+/g, " ")
    .replace(/(?<![\s.][А-ЯЁ])[.\s]+$/u, "")
    .trim();
