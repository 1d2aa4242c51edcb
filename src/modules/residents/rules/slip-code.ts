/** Digits and letters that are not taken for one another on paper or on the telephone (Crockford's base 32). */
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 12;

export const SLIP_DAYS = 30;
export const SLIP_FAILURES_MAX = 5;

/** A code of `bytes` (12 of chance): 60 bits, "K7QM-2XTB-9HRC". */
export function slipCode(bytes: Uint8Array): string {
  const signs = Array.from(bytes.subarray(0, LENGTH), (byte) => SIGNS.charAt(byte % 32)).join("");
  return signs.replaceAll(/(.{4})(?=.)/g, "$1-");
}

/**
 * What was typed as the twelve signs of a code: in any case, with or without hyphens, letters that look like digits
 * taken for them, and a Russian keyboard's letters for the Latin ones that they look like; undefined if it is no code.
 */
export function readSlipCode(typed: string): string | undefined {
  const signs = Array.from(
    typed.toUpperCase().replaceAll(/[\s\-–—]/g, ""),
    (sign) => LOOKS[sign] ?? sign,
  ).join("");
  return signs.length === LENGTH && [...signs].every((sign) => SIGNS.includes(sign)) ? signs : undefined;
}

const LOOKS: Readonly<Record<string, string>> = {
  O: "0",
  I: "1",
  L: "1",
  U: "V",
  А: "A",
  В: "B",
  Е: "E",
  К: "K",
  М: "M",
  Н: "H",
  О: "0",
  Р: "P",
  С: "C",
  Т: "T",
  Х: "X",
  З: "3",
};
