/** A premises behind its building: "кв. 12", "ком. 12/1", "пом. Н3", "м/м 4"; nothing for a house of one family. */
export function premisesText(kind: string, number: string): string {
  const word = WORDS[kind];
  return word ? `${word} ${number}` : "";
}

const WORDS: Readonly<Record<string, string>> = { flat: "кв.", room: "ком.", shop: "пом.", parking: "м/м" };

/** "г. Североозёрск, ул. Лесная, д. 12, кв. 5". */
export function premisesAddress(buildingAddress: string, kind: string, number: string): string {
  const premises = premisesText(kind, number);
  return premises === "" ? buildingAddress : `${buildingAddress}, ${premises}`;
}
