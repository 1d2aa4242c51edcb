const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~";
const CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ";

// The digits row differs between the layouts too, but only letters and the marks on letter keys matter to a search.
const toCyrillic = new Map(LATIN.split("").map((key, at) => [key, CYRILLIC[at] ?? key]));
const toLatin = new Map(CYRILLIC.split("").map((key, at) => [key, LATIN[at] ?? key]));

/**
 * What the same keys give in the other layout, Russian ЙЦУКЕН and English QWERTY: "bdfyjd" is "иванов", "шмфтщм"
 * is "ivanov". A text that has letters of both alphabets was typed on purpose, and one without letters is the
 * same in both: undefined.
 */
export function inOtherLayout(text: string): string | undefined {
  const latin = /[a-z]/i.test(text);
  const russian = /[а-яё]/iu.test(text);
  if (latin === russian) return undefined;
  const keys = latin ? toCyrillic : toLatin;
  return text
    .split("")
    .map((key) => keys.get(key) ?? key)
    .join("");
}
