/** The eleven digits of an insurance number, whatever stands between them; undefined if there are not eleven. */
export function snilsDigits(text: string): string | undefined {
  const digits = text.replace(/[\s.-]/g, "");
  return /^\d{11}$/.test(digits) ? digits : undefined;
}

/** Numbers up to 001-001-998 were given out without a check. */
const UNCHECKED_THROUGH = 1_001_998;

/** Whether the last two digits are those that the first nine make: their sum by place, modulo 101, a hundred is nought. */
export function isSnils(digits: string): boolean {
  if (!/^\d{11}$/.test(digits)) return false;
  if (Number(digits.slice(0, 9)) <= UNCHECKED_THROUGH) return true;
  const sum = Array.from(digits.slice(0, 9), Number).reduce(
    (all, digit, index) => all + digit * (9 - index),
    0,
  );
  return (sum % 101) % 100 === Number(digits.slice(9));
}

/** "•••-•••-494 04": enough for a person to compare, too little to be copied. */
export const maskedSnils = (digits: string): string => `•••-•••-${digits.slice(6, 9)} ${digits.slice(9)}`;
