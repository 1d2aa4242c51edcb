import type { BuildingId, PremisesId } from "#core/ids";
import { ok, refuse, type Result } from "#core/result";
import { findVisibleBuildings, listPremises, type Premises } from "#modules/addresses";
import { type AllocatorFileRefusal, type AllocatorLineFault, readAllocatorCounts } from "#modules/gateways";
import type { Ctx } from "#platform/context";

export type CountFault = AllocatorLineFault | "premises_unknown" | "counted_twice";
export interface CountsOfFile {
  readonly counts: readonly {
    readonly line: number;
    readonly premises: PremisesId;
    readonly number: string;
    readonly units: bigint;
  }[];
  readonly empty: number;
  readonly refused: readonly { readonly line: number; readonly fault: CountFault; readonly found: string }[];
}
type Refusal =
  | AllocatorFileRefusal
  | { readonly code: "metering.building_not_found"; readonly building: number };

/** The premises of a building in sight, in the order of their numbers. */
export async function premisesToCount(
  ctx: Ctx,
  building: BuildingId,
): Promise<Result<readonly Premises[], Refusal>> {
  return ctx.transaction(async (tx) =>
    (await findVisibleBuildings(tx, [building])).has(building)
      ? ok((await listPremises(tx, building)).toSorted(byNumber))
      : refuse({ code: "metering.building_not_found", building }),
  );
}

const byNumber = (a: Premises, b: Premises): number =>
  a.number.localeCompare(b.number, "ru", { numeric: true });

/**
 * What a file of allocators' counts says of a building: its lines with the premises that they mean. A person looks at
 * it before anything is entered, so that a line that is refused can be mended in the file or typed.
 */
export async function countsOfFile(
  ctx: Ctx,
  of: { readonly building: BuildingId; readonly bytes: Uint8Array },
): Promise<Result<CountsOfFile, Refusal>> {
  const known = await premisesToCount(ctx, of.building);
  if (!known.ok) return known;
  const read = await readAllocatorCounts(of.bytes);
  if (!read.ok) return read;
  const numbers = Map.groupBy(known.value, ({ number }) => number.trim().toLowerCase());
  const seen = new Set<number>();
  const counts: CountsOfFile["counts"][number][] = [];
  const refused: CountsOfFile["refused"][number][] = [...read.value.refused];
  for (const { line, number, units } of read.value.lines) {
    const [premises, another] = numbers.get(number.toLowerCase()) ?? [];
    if (!premises || another) {
      refused.push({ line, fault: "premises_unknown", found: number });
    } else if (units !== undefined && seen.has(premises.id)) {
      refused.push({ line, fault: "counted_twice", found: number });
    } else if (units !== undefined) {
      seen.add(premises.id);
      counts.push({ line, premises: premises.id, number: premises.number, units });
    }
  }
  return ok({
    counts,
    empty: read.value.lines.filter(({ units }) => units === undefined).length,
    refused: refused.sort((a, b) => a.line - b.line),
  });
}

/** What is wrong with a line, as a sentence that says what to do. */
export const countFaultSentence = (
  { fault, found }: { readonly fault: CountFault; readonly found: string },
  language: "ru" | "en",
): string => FAULTS[language][fault](found);

type FaultWords = Readonly<Record<CountFault, (found: string) => string>>;
const FAULTS: Readonly<Record<"ru" | "en", FaultWords>> = {
  ru: {
    number_missing: (found) => `У числа ${found} нет номера помещения. Впишите его.`,
    units_wrong: (found) => `«${found}» — не число единиц. Пример: 1840,5.`,
    premises_unknown: (found) => `В доме нет помещения ${found}, или таких два. Исправьте номер.`,
    counted_twice: (found) =>
      `Помещение ${found} в файле уже было. Сложите его распределители в одну строку.`,
  },
  en: {
    number_missing: (found) => `The count ${found} has no premises number. Give it.`,
    units_wrong: (found) => `“${found}” is no number of units. Example: 1840.5.`,
    premises_unknown: (found) => `The building has no premises ${found}, or two of them. Correct the number.`,
    counted_twice: (found) =>
      `Premises ${found} were in the file before. Add their allocators up into one line.`,
  },
};
