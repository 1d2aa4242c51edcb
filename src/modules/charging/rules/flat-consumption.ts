import { type Exact, exact, plus, times, ZERO } from "#core/exact";
import type { Slice } from "#modules/metering";
import type { Resource } from "#modules/tariffs";
import type { Trace } from "../model.ts";
import { roomVolume } from "./communal-flat.ts";
import type { AccountFrame, PremisesFrame } from "./frame.ts";
import { weightOf } from "./holdings.ts";
import type { Month, Series } from "./month.ts";
import { metersOf } from "./premises-meters.ts";
import { personDays } from "./segments.ts";
import { sumOfSlices } from "./slices.ts";
import { traceMeters } from "./trace-meters.ts";
import { warnOfAccount } from "./warnings.ts";

/** Formula 7: the flat's meter divided among its rooms, less what meters of the rooms themselves counted. */
export function flatShare(
  month: Month,
  account: AccountFrame,
  flat: PremisesFrame,
  resource: Resource,
  trace?: Trace,
): readonly Series[] {
  const volumes = metersOf(month, flat, resource);
  if (volumes.zones.length === 0) return [];
  const series: Series[] = [];
  const roomsAlone = flat.rooms.filter((room) => room.meters.has(resource));
  const weights = roomWeights(month, account, flat);
  trace?.open("communal_flat", flat.facts.number);
  if (trace) traceMeters(trace, volumes);
  for (const zone of volumes.zones) {
    // Only the rest is shared (charges.md 4.1), whether the flat's volume was read or is its average.
    const lessen = zone.metered.length > 0 ? "meter" : "average";
    for (const [slices, basis] of [
      [zone.metered, "meter"],
      [zone.estimated, "average"],
    ] as const) {
      if (slices.length === 0) continue;
      let rest: readonly Slice[] = slices;
      if (basis === lessen && roomsAlone.length > 0)
        rest = lessRooms(month, slices, roomsAlone, resource, zone.zone);
      const shared = rest.map((slice) => ({
        ...slice,
        volume: roomVolume({ flatVolume: slice.volume, room: weights.room, flat: weights.flat }),
      }));
      if (trace) roomVolume({ flatVolume: sumOfSlices(rest), room: weights.room, flat: weights.flat }, trace);
      series.push({
        zone: zone.zone,
        digit: basis === "meter" ? 0 : 1,
        basis,
        formula: "7",
        multiplied: false,
        slices: withinLife(account, shared),
      });
    }
  }
  trace?.close();
  return series;
}

function lessRooms(
  month: Month,
  slices: readonly Slice[],
  rooms: readonly PremisesFrame[],
  resource: Resource,
  zone: number,
): readonly Slice[] {
  const own = rooms
    .flatMap((room) => metersOf(month, room, resource).zones)
    .filter((of) => of.zone === zone)
    .flatMap((of) => [...of.metered, ...of.estimated]);
  const first = slices[0];
  if (!first || own.length === 0) return slices;
  const sum = sumOfSlices(own);
  return [...slices, { from: first.from, to: first.to, volume: { n: -sum.n, d: sum.d } }];
}

/** Persons of the room's account and of the flat; where nobody is counted, areas, which is product policy. */
function roomWeights(month: Month, account: AccountFrame, flat: PremisesFrame): { room: Exact; flat: Exact } {
  const persons = (of: AccountFrame) => byDaysOf(personDays(of), month.frame.days);
  const all = flat.rooms.flatMap((room) => room.accounts);
  const whole = all.reduce<Exact>((sum, of) => plus(sum, persons(of)), ZERO);
  if (whole.n > 0n) return { room: persons(account), flat: whole };
  warnOfAccount(month.frame.book, "charging.room_weights_unknown", account.facts.id);
  return { room: times(account.premises.area, weightOf(account, month.frame.days)), flat: flat.area };
}

const byDaysOf = (personDays: number, days: number): Exact => exact(BigInt(personDays), BigInt(days));

/** Persons already carry the account's days; only the rest of the slices' days is cut. */
const withinLife = (account: AccountFrame, slices: readonly Slice[]): Slice[] =>
  slices.map((slice) => ({
    from: Math.min(Math.max(slice.from, account.from), account.to - 1),
    to: Math.max(
      Math.min(slice.to, account.to),
      Math.min(Math.max(slice.from, account.from), account.to - 1) + 1,
    ),
    volume: slice.volume,
  }));
