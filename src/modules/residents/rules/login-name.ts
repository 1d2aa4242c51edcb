/**
 * What somebody types as their name: an e-mail address, or a Russian mobile telephone in any of its spellings; as it is
 * kept, or undefined.
 */
export function readLoginName(typed: string): string | undefined {
  const text = typed.trim().toLowerCase();
  if (text.includes("@")) return EMAIL.test(text) && text.length <= 120 ? text : undefined;
  if (!/^[+\d\s()-]+$/.test(text)) return undefined;
  const digits = text.replaceAll(/\D/g, "");
  const ten = digits.length === 11 && /^[78]/.test(digits) ? digits.slice(1) : digits;
  return ten.length === 10 && ten.startsWith("9") ? `+7${ten}` : undefined;
}

const EMAIL =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;
