/**
 * A name as a stranger may see it: "Иванова Мария Петровна" is "И*** М. П.". Whoever can send a check can try
 * numbers one after another, so the answer lets a payer recognize the account and teaches nobody a name.
 */
export function maskedName(name: string): string {
  const initials = name
    .trim()
    .split(/\s+/)
    .map((word) => /\p{L}|\p{N}/u.exec(word)?.[0]?.toLocaleUpperCase("ru"))
    .filter((letter) => letter !== undefined);
  const [first, ...others] = initials;
  return first === undefined
    ? ""
    : [`${first}***`, ...others.slice(0, 3).map((letter) => `${letter}.`)].join(" ");
}
