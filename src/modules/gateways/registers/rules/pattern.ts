/**
 * What of regular expressions a profile may use: classes, literals, counts, optional groups. Anything by which a short
 * text can keep the machine busy for long is left out: a repeated group, a look around, a reference back, and more than
 * two open-ended repetitions. Gives what is wrong with it; undefined where nothing is.
 */
export function patternFault(pattern: string): "unreadable" | "too-free" | undefined {
  try {
    if (new RegExp(pattern, "u").source.length === 0) return "unreadable";
  } catch {
    return "unreadable";
  }
  // Escaped letters and classes hold signs that mean nothing there.
  const bare = pattern.replaceAll(/\\./g, "x").replaceAll(/\[[^\]]*\]/g, "x");
  if (/\(\?[^:]/.test(bare) || /\\[1-9k]/.test(pattern)) return "too-free";
  if (/\)(?:[*+]|\{)/.test(bare)) return "too-free";
  const open = bare.match(/[*+]|\{\d+,\}/g) ?? [];
  return open.length > 2 ? "too-free" : undefined;
}

/** The longest text that a pattern is asked about; no account or number is longer. */
const PATTERN_TEXT_MAX = 200;

const compiled = new Map<string, RegExp>();

export function fitsPattern(text: string, pattern: string): boolean {
  if (text.length > PATTERN_TEXT_MAX) return false;
  let regex = compiled.get(pattern);
  if (!regex) {
    if (compiled.size > 500) compiled.clear();
    regex = new RegExp(pattern, "u");
    compiled.set(pattern, regex);
  }
  return regex.test(text);
}
