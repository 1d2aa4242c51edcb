import type { MessageRefusal } from "../contract.ts";

export const TEXT_MAX = 8_000;
const NAME_MAX = 200;

/** What is wrong with the words of a message and with who wrote it; undefined: nothing. */
export function judgeMessage(of: {
  readonly text: string;
  readonly authorName: string;
  readonly email: string;
  readonly phone: string;
  /** The answer must find its way: an address or a telephone. */
  readonly needsContact: boolean;
}): MessageRefusal | undefined {
  if (of.text.trim() === "") return { code: "messages.text_missing" };
  if (of.text.length > TEXT_MAX) return { code: "messages.text_too_long", charactersMax: TEXT_MAX };
  if (!of.needsContact) return undefined;
  if (of.authorName === "" || of.authorName.length > NAME_MAX) return { code: "messages.name_missing" };
  if (of.email === "" && of.phone === "") return { code: "messages.contact_missing" };
  if (of.email !== "" && !/^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,}$/.test(of.email))
    return { code: "messages.email_malformed" };
  const digits = of.phone.replaceAll(/\D/g, "").length;
  if (of.phone !== "" && (digits < 5 || digits > 15 || of.phone.length > 40))
    return { code: "messages.phone_malformed" };
  return undefined;
}
