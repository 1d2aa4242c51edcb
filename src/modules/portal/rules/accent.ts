/** White letters on a company's colour must be read by everybody (WCAG 2.2, 1.4.3). */
export const CONTRAST_MIN = 4.5;

/** "#1864AB" and "1864ab" are "#1864ab"; undefined for what is no colour. */
export function readAccent(typed: string): string | undefined {
  const digits = /^\s*#?([0-9a-f]{6})\s*$/i.exec(typed)?.[1];
  return digits === undefined ? undefined : `#${digits.toLowerCase()}`;
}

/** The contrast of white on a colour, from 1 to 21. */
export function contrastWithWhite(accent: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(accent.slice(at, at + 2), 16)),
  );
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
const linear = (channel: number): number =>
  channel <= 10 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4;
