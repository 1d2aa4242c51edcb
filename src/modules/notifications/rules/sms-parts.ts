/** The basic set of GSM 03.38, and its extension, whose signs count twice. Anything else makes the text UCS-2. */
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("^{}\\[~]|€\f");

export const SMS_PARTS_MAX = 2;

/** Into how many parts a text is cut on its way: 160 signs or 70, less seven or three where there are several. */
export function smsParts(text: string): number {
  const signs = [...text];
  const isBasic = signs.every((sign) => BASIC.has(sign) || EXTENDED.has(sign));
  const length = isBasic ? signs.reduce((sum, sign) => sum + (EXTENDED.has(sign) ? 2 : 1), 0) : text.length;
  const [alone, among] = isBasic ? [160, 153] : [70, 67];
  return length <= alone ? 1 : Math.ceil(length / among);
}

/** The text as it is sent: no more than two parts, cut between words. */
export function shortened(text: string): string {
  const plain = text.replaceAll(/\s+/g, " ").replaceAll("\u2212", "-").trim();
  if (smsParts(plain) <= SMS_PARTS_MAX) return plain;
  const words = plain.split(" ");
  while (words.length > 1) {
    words.pop();
    const cut = `${words.join(" ")} …`;
    if (smsParts(cut) <= SMS_PARTS_MAX) return cut;
  }
  return `${plain.slice(0, 130)} …`;
}
