import type { ReceiptContent } from "../model.ts";

/**
 * The content of a receipt or a certificate as JSON and back. JSON has no integers of any size, so an amount is written
 * as text with an "n" behind it; text that happens to look like one ("12n") gets a "~" in front, and so does text that
 * begins so already.
 */
const LOOKS_LIKE_AN_AMOUNT = /^~*-?\d+n$/;

export const contentText = (content: ReceiptContent): string => plainText(content);

export const contentFromText = (text: string): ReceiptContent => plainFromText<ReceiptContent>(text);

export function plainText(content: object): string {
  return JSON.stringify(content, (_key, value: unknown) => {
    if (typeof value === "bigint") return `${value}n`;
    return typeof value === "string" && LOOKS_LIKE_AN_AMOUNT.test(value) ? `~${value}` : value;
  });
}

export function plainFromText<T extends object>(text: string): T {
  return JSON.parse(text, (_key, value: unknown) => {
    // JSON writes an unknown month of the bars, an undefined in a list, as null.
    if (value === null) return undefined;
    if (typeof value !== "string" || !LOOKS_LIKE_AN_AMOUNT.test(value)) return value;
    return value.startsWith("~") ? value.slice(1) : BigInt(value.slice(0, -1));
  }) as T;
}
