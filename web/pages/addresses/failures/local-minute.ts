/** "08:30" of what a person writes for a time of the day: "8", "8.30", "0830", "8:30"; undefined if it is none. */
export function readTime(text: string): string | undefined {
  const found = /^(\d{1,2})(?:[:.,\s-]?(\d{2}))?$/.exec(text.trim());
  if (!found) return undefined;
  const [, hours = "", minutes = "00"] = found;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return `${hours.padStart(2, "0")}:${minutes}`;
}

/** Whole hours from one minute of the local clock to another; what is begun is not counted. */
export function hoursBetween(from: string, to: string): number {
  return Math.floor((Date.parse(`${to}:00Z`) - Date.parse(`${from}:00Z`)) / 3_600_000);
}
