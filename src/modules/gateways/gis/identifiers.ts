/**
 * Forms of the system's identifiers. Lengths are those of the public schemas and are held strictly; what the characters
 * are made of is convention, and is not judged.
 */
export const FORMS = {
  /** ЕЛС: the unified account, ten characters. */
  unifiedAccount: /^[\p{L}\d]{10}$/u,
  /** ИЖКУ: ЕЛС, a hyphen, two digits. */
  service: /^[\p{L}\d]{10}-\d{2}$/u,
  /** ИПД: eighteen characters, the first thirteen of which are the ИЖКУ. */
  document: /^[\p{L}\d]{10}-\d{2}-[\p{L}\d]{4}$/u,
  house: /^\d{25}-\d{5}$/,
  premises: /^\d{25}-\d{10}$/,
  /** Accounts and documents of one's own: at least one letter or digit. */
  ownNumber: /^(?=.*[\p{L}\d]).{1,30}$/u,
  meterValue: /^\d{1,15}(\.\d{1,7})?$/,
  guid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
} as const satisfies Readonly<Record<string, RegExp>>;

export const hasForm = (form: keyof typeof FORMS, text: string): boolean => FORMS[form].test(text);
