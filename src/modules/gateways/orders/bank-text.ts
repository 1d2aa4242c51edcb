/**
 * Text as every bank's program reads it: straight quotes, plain hyphens and spaces, one line. Both code pages have what
 * remains of Russian.
 */
export const bankText = (text: string): string =>
  text
    .replaceAll(/[«»„“”]/g, '"')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[–—−‑]/g, "-")
    .replaceAll(/[\s\p{C}]+/gu, " ")
    .trim();
