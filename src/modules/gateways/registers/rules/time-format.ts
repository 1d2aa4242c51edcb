import { type Day, parseDay } from "#core/day";
import { type Period, parsePeriod } from "#core/period";

/** Parts of a date, a time or a month as a file writes them. */
const TOKENS = ["YYYY", "YY", "MM", "DD", "HH", "mm", "ss"] as const;
type Token = (typeof TOKENS)[number];
type Piece = { readonly token: Token } | { readonly literal: string };

const SPLIT = /YYYY|YY|MM|DD|HH|mm|ss|./gsu;
const known = new Map<string, readonly Piece[]>();

function piecesOf(format: string): readonly Piece[] {
  let pieces = known.get(format);
  if (!pieces) {
    if (known.size > 500) known.clear();
    pieces = (format.match(SPLIT) ?? []).map((one) =>
      (TOKENS as readonly string[]).includes(one) ? { token: one as Token } : { literal: one },
    );
    known.set(format, pieces);
  }
  return pieces;
}

/** What a field needs to be told by its format. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  date: ["Y", "M", "D"],
  paymentOrderDate: ["Y", "M", "D"],
  period: ["Y", "M"],
  time: ["H", "m"],
  dateTime: ["Y", "M", "D", "H", "m"],
};

export function timeFormatFault(format: string, field: string): boolean {
  const tokens = piecesOf(format).flatMap((piece) => ("token" in piece ? [piece.token[0] ?? ""] : []));
  const letters = piecesOf(format).some((piece) => "literal" in piece && /\p{Letter}/u.test(piece.literal));
  return letters && !format.includes("T")
    ? true
    : new Set(tokens).size !== tokens.length ||
        (NEEDED[field] ?? []).some((needed) => !tokens.includes(needed));
}

function partsOf(text: string, format: string): Partial<Record<Token, string>> | undefined {
  const parts: Partial<Record<Token, string>> = {};
  let at = 0;
  for (const piece of piecesOf(format)) {
    if ("literal" in piece) {
      if (text[at] !== piece.literal) return undefined;
      at += 1;
    } else {
      const digits = text.slice(at, at + piece.token.length);
      if (digits.length !== piece.token.length || !/^\d+$/.test(digits)) return undefined;
      parts[piece.token] = digits;
      at += digits.length;
    }
  }
  return at === text.length ? parts : undefined;
}

const yearOf = (parts: Partial<Record<Token, string>>): string => parts.YYYY ?? `20${parts.YY ?? ""}`;

/** A register has a hundred thousand rows and one day, or a few. */
const days = new Map<string, Day | undefined>();

export function dayBy(text: string, format: string): Day | undefined {
  const key = `${format} ${text}`;
  if (days.has(key)) return days.get(key);
  const parts = partsOf(text, format);
  const found = parts && parseDay(`${yearOf(parts)}-${parts.MM ?? ""}-${parts.DD ?? ""}`);
  if (days.size > 500) days.clear();
  if (key.length < 60) days.set(key, found);
  return found;
}

export function periodBy(text: string, format: string): Period | undefined {
  const parts = partsOf(text, format);
  return parts && parsePeriod(`${yearOf(parts)}-${parts.MM ?? ""}`);
}

/** "14:35:05". */
export function timeBy(text: string, format: string): string | undefined {
  const parts = partsOf(text, format);
  if (!parts?.HH || !parts.mm) return undefined;
  const time = `${parts.HH}:${parts.mm}:${parts.ss ?? "00"}`;
  return /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time) ? time : undefined;
}

/** A day or a month as the format writes it; what a month lacks is not in its format. */
export function writtenBy(of: Day | Period, format: string): string {
  const parts: Partial<Record<Token, string>> = {
    YYYY: of.slice(0, 4),
    YY: of.slice(2, 4),
    MM: of.slice(5, 7),
    DD: of.slice(8, 10),
  };
  return piecesOf(format)
    .map((piece) => ("literal" in piece ? piece.literal : (parts[piece.token] ?? "")))
    .join("");
}
