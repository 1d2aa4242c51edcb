import { assert, must } from "#core/assert";
import type { Money } from "#core/units";
import type { Period } from "#core/period";

/** Widths of bars and spaces of the symbols 0 to 106 (ISO/IEC 15417), six digits each, the stop seven. */
const PATTERNS = (
  "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 " +
  "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 " +
  "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 " +
  "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 " +
  "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 " +
  "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 " +
  "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
)
  .split(" ")
  .map((widths) => Array.from(widths, Number));
const START_C = 105;
const STOP = 106;

/** Symbols of set C with start, checksum (modulo 103) and stop. Takes an even number of digits. */
export function code128Symbols(digits: string): number[] {
  assert(/^(\d\d)+$/.test(digits), "Code 128 set C takes pairs of digits");
  const values = Array.from({ length: digits.length / 2 }, (_, i) => Number(digits.slice(i * 2, i * 2 + 2)));
  const checksum = values.reduce((sum, value, index) => sum + value * (index + 1), START_C) % 103;
  return [START_C, ...values, checksum, STOP];
}

/** Widths in modules, bars and spaces in turn, beginning and ending with a bar. */
export const code128Bars = (digits: string): number[] =>
  code128Symbols(digits).flatMap((symbol) => must(PATTERNS[symbol], "a symbol"));

/**
 * The slip's digits: account(10) MMYY kopecks(8). Undefined where the account or the sum does not fit: then the slip
 * carries no linear code rather than a wrong one.
 */
export function slipDigits(account: string, period: Period, toPay: Money): string | undefined {
  if (!/^\d{1,10}$/.test(account) || toPay < 0n || toPay > 99_999_999n) return undefined;
  return `${account.padStart(10, "0")}${period.slice(5)}${period.slice(2, 4)}${toPay.toString().padStart(8, "0")}`;
}
