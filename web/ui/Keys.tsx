const SIGN_OF: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
};

/** "Ctrl+ArrowDown" as it is printed on keys: "Ctrl ↓". */
export const keysText = (keys: string): string =>
  keys
    .split("+")
    .map((key) => SIGN_OF[key] ?? key)
    .join(" ");

export const Keys = ({ of }: { of: string }) => <kbd className="kbd">{keysText(of)}</kbd>;
