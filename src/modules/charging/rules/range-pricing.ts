import { compare, type Exact, exact, fromMillionths, isZero, times, ZERO } from "#core/exact";
import type { OrganizationId } from "#core/ids";
import type { DatedValue } from "#modules/tariffs";
import { askedFor } from "./asked.ts";
import { consumedVolume } from "./consumption.ts";
import { daysHeld, weightOf } from "./holdings.ts";
import { add, type Work } from "./pricing-work.ts";
import { type RangeRate, volumesByRange, zonePart } from "./ranges.ts";
import { valueAt } from "./rates.ts";
import { personDays } from "./segments.ts";
import { socialNormVolume } from "./social-norm.ts";
import { serviceId, termsOf } from "./terms.ts";
import { warnOfService } from "./warnings.ts";

const ODN_ELECTRICITY = serviceId("ODN_ELECTRICITY");
const ELECTRICITY = serviceId("ELECTRICITY");
const RANGES_END = 9;

/** Ranges of consumption, or the social norm: the month's whole volume fills them, this part in proportion. */
export function addRanges(
  work: Work,
  provider: OrganizationId,
  volume: Exact,
  values: readonly DatedValue[],
  position: number,
): void {
  const { all, series, trace } = work;
  const { ranges, taken } = limitsOf(work, values);
  const cut = volumesByRange({ volume: all, ranges, taken }, trace);
  let written = false;
  for (const [i, range] of cut.entries()) {
    if (i > RANGES_END) break;
    if (isZero(range.volume) && (i > 0 || written || compare(all, ZERO) !== 0)) continue;
    written = true;
    const part = compare(all, volume) === 0 ? range.volume : zonePart(range.volume, { zone: volume, all });
    const social = ranges.length === 2 && work.series.formula === "1" && isSocial(work);
    const formula = series.formula !== "1" ? series.formula : social ? "1.social_norm" : "1.ranges";
    add({ ...work, series: { ...series, formula } }, provider, part, range.rate, i, position);
  }
}

function limitsOf(work: Work, values: readonly DatedValue[]): { ranges: readonly RangeRate[]; taken: Exact } {
  const { month, account } = work;
  const weight = weightOf(account, month.frame.days);
  const within = values[0];
  const above = values[1];
  if (isSocial(work) && within && above) {
    const ranges = [
      { rangeFrom: ZERO, rate: within.value },
      { rangeFrom: times(socialNorm(work), weight), rate: above.value },
    ];
    const taken = work.service === ODN_ELECTRICITY ? consumedVolume(month, account, "electricity") : ZERO;
    return { ranges, taken };
  }
  // Several accounts of one premises share its limits as they share its volume.
  return {
    ranges: values.map((value) => ({
      rangeFrom: times(fromMillionths(value.rangeFrom), weight),
      rate: value.value,
    })),
    taken: ZERO,
  };
}

/** Whether electricity is billed within and above the social norm for this account. */
function isSocial({ month, account, service }: Work): boolean {
  if (service !== ELECTRICITY && service !== ODN_ELECTRICITY) return false;
  return termsOf(month.terms, account, ELECTRICITY).some(
    (of) => of.state.method === "individual_social_norm",
  );
}

/** The norm of the premises: of all who live there, on the days on which anybody holds it. */
function socialNorm({ month, account, trace }: Work): Exact {
  const at = month.frame.days - 1;
  const asked = askedFor(month, account, ELECTRICITY, at);
  const forOne = valueAt(month.rates, asked, "social_norm_one", at)?.value;
  const forMore = valueAt(month.rates, asked, "social_norm_more", at)?.value;
  if (forOne === undefined)
    warnOfService(month.frame.book, "charging.norm_gap", ELECTRICITY, { parameter: "social_norm_one" });
  const { accounts } = account.premises;
  const personDaysOfAll = accounts.reduce((sum, of) => sum + personDays(of), 0);
  const persons = exact(BigInt(personDaysOfAll), BigInt(daysHeld(accounts)));
  return socialNormVolume({ persons, forOne: forOne ?? 0n, forMore: forMore ?? forOne ?? 0n }, trace);
}
