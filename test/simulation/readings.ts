import { addDays } from "#core/day";
import { acceptReadings, type NewReading } from "#modules/metering";
import { type Dial, people, type Town } from "./town.ts";

/** A day goes by: every dial turns, heat in the season alone. */
export function turn(town: Town): void {
  const month = Number(town.today.slice(5, 7));
  const isWarm = month >= 5 && month <= 9;
  for (const dial of town.dials) {
    if (dial.resource === "heat" && isWarm) continue;
    const used = (dial.daily * town.random.between(300, 1_700)) / 1_000;
    dial.shown = (dial.shown + BigInt(Math.floor(used)) * 1_000n) % 10n ** BigInt(dial.integerDigits + 6);
  }
}

/**
 * The readings of the day: most of the month's are entered as they are read, some weeks later, some with a mistyped
 * figure that is corrected, some never. One that is refused, because a mistyped one stands in its way, comes again.
 */
export async function readMeters(town: Town): Promise<string> {
  const told: string[] = [];
  for (const company of town.companies) {
    const entered: { dial: Dial; reading: NewReading }[] = [];
    for (const dial of town.dials) if (dial.company === company) entered.push(...enteredToday(town, dial));
    if (entered.length === 0) continue;
    const taken = await acceptReadings(
      people(town, company),
      entered.map(({ reading }) => reading),
    );
    for (const { row, refusal } of taken.refused) {
      const one = entered[row];
      if (!one || !EXPECTED.has(refusal.code))
        throw new Error(`a reading is refused: ${JSON.stringify(refusal)} of ${one?.dial.serial}`);
      const { takenOn, value } = one.reading;
      if (takenOn < one.dial.changedOn) continue;
      // Asked back, whoever reads the meter says that it has passed zero.
      const passedZero =
        refusal.code === "metering.reading_below_previous" &&
        (BigInt(refusal.previous) - value) * 2n > 10n ** BigInt(one.dial.integerDigits + 6);
      const mark = passedZero ? "rollover" : "regular";
      one.dial.pending.push({ takenOn, value, mark, enterOn: addDays(town.today, passedZero ? 1 : 6) });
    }
    told.push(
      `${company.code} takes ${taken.taken} readings, ${taken.corrected} of them corrections, refuses ${taken.refused.length}`,
    );
  }
  return told.join("; ") || "no readings";
}

/** What a mistyped reading stands in the way of, and a dial that has passed zero: a person would ask, and enter it again. */
const EXPECTED: ReadonlySet<string> = new Set([
  "metering.reading_below_previous",
  "metering.reading_above_next",
  "metering.before_installation",
]);

function enteredToday(town: Town, dial: Dial): { dial: Dial; reading: NewReading }[] {
  const { random, today } = town;
  const readings: { dial: Dial; reading: NewReading }[] = [];
  const read = (of: Pick<NewReading, "takenOn" | "value" | "source"> & { mark?: "rollover" | "regular" }) =>
    readings.push({
      dial,
      reading: { building: dial.house.id, meter: dial.id, scale: 0, mark: "regular", ...of },
    });
  const due = dial.pending.filter((one) => one.enterOn <= today);
  for (const one of due) {
    dial.pending.splice(dial.pending.indexOf(one), 1);
    read({ takenOn: one.takenOn, value: one.value, mark: one.mark, source: "clerk" });
  }
  if (Number(today.slice(8)) !== dial.readOn || today <= dial.changedOn) return readings;
  const enterOn = addDays(today, random.between(5, 60));
  const wait = () => dial.pending.push({ takenOn: today, value: dial.shown, mark: "regular", enterOn });
  if (!random.perMille(dial.prompt)) {
    // Half of those that are not read in time are brought later.
    if (random.perMille(500)) wait();
  } else if (random.perMille(50)) {
    read({ takenOn: today, value: mistyped(town, dial), source: "resident" });
    wait();
  } else read({ takenOn: today, value: dial.shown, source: dial.premises ? "resident" : "automatic" });
  return readings;
}

function mistyped(town: Town, dial: Dial): bigint {
  const most = 10n ** BigInt(dial.integerDigits + 6);
  const value = dial.shown + BigInt(town.random.between(1, 60)) * 1_000_000n;
  return value < most ? value : dial.shown;
}
