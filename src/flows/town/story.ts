import { firstDay } from "#core/period";
import type { AccountRow, PremisesRow } from "#modules/gateways";
import { change, type HouseRows, type Life } from "./house-rows.ts";
import { codeOf } from "./houses.ts";
import { LENINA_7, MIRA_45A, type NamedPerson, OZYORNAYA_12_1, OZYORNAYA_7, PEOPLE } from "./people.ts";
import { lenina7 } from "./tale-lenina.ts";
import { mira45A } from "./tale-mira.ts";
import { ozyornaya12, ozyornaya7 } from "./tale-ozyornaya.ts";
import { brokenMeter, electricHeating, socialNorm, takenOverDebts } from "./tale-small-houses.ts";

/** Tells the story of a house: named people move in, and what happened there happens. */
export function tell(rows: HouseRows, life: Life): void {
  for (const person of Object.values(PEOPLE))
    if (person.building === rows.code) settlePerson(rows, person, life);
  TALES[rows.code]?.(rows, life);
}

type Tale = (rows: HouseRows, life: Life) => void;
const TALES: Readonly<Record<string, Tale>> = {
  [LENINA_7]: lenina7,
  [OZYORNAYA_12_1]: ozyornaya12,
  [OZYORNAYA_7]: ozyornaya7,
  [MIRA_45A]: mira45A,
  [codeOf("ул. Полевая", "3")]: electricHeating,
  [codeOf("ул. Садовая", "4")]: socialNorm,
  [codeOf("ул. Советская", "5")]: takenOverDebts,
  [codeOf("ул. Лесная", "12")]: brokenMeter,
};

/** A named person takes a flat over from whoever was made up for it. */
function settlePerson(rows: HouseRows, person: NamedPerson, life: Life): void {
  const from = firstDay(life.first);
  const flat = person.flat;
  change<PremisesRow>(
    rows.premises,
    (row) => row.number === flat,
    () => ({ totalArea: BigInt(person.area) * 10_000n, ownership: "private" }),
  );
  const before = rows.accounts.find((row) => row.premises === flat)?.number;
  rows.residents = rows.residents.filter((row) => row.account !== before);
  change<AccountRow>(
    rows.accounts,
    (row) => row.premises === flat,
    () => ({
      number: person.account,
      unifiedAccountId: person.unifiedAccountId,
      gisServiceId: `${person.unifiedAccountId}-01`,
      holder: "person",
      holderName: person.name,
      owners: 1,
    }),
  );
  for (const who of [{ name: person.name, born: person.born }, ...person.family]) {
    const [surname = "", givenName = "", patronymic] = who.name.split(" ");
    rows.residents.push({
      building: rows.code,
      account: person.account,
      surname,
      givenName,
      ...(patronymic === undefined ? {} : { patronymic }),
      born: who.born,
      registration: "permanent",
      from: "from" in who && who.from ? who.from : from,
      ...("to" in who && who.to ? { to: who.to } : {}),
    });
  }
}
