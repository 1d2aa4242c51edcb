import { useFormats } from "../../ui/formats.ts";
import { shareOfChange } from "./compare.ts";

/** "+42 511,14 +3,9 %": more and less have a colour each, since neither is good or bad. */
export function Change({
  was,
  became,
  isWhole = false,
}: {
  was: string | undefined;
  became: string;
  /** In an overview: rounded to roubles. */
  isWhole?: boolean;
}) {
  const formats = useFormats();
  if (was === undefined) return <span className="t3">—</span>;
  const exact = BigInt(became) - BigInt(was);
  const change = isWhole ? wholeRoubles(exact) : exact;
  const text = change === 0n ? formats.money(0n) : formats.change(change);
  return (
    <span className={change === 0n ? "t3" : change > 0n ? "up" : "down"}>
      {isWhole ? text.replace(/[.,]\d\d$/, "") : text}
    </span>
  );
}

export function ChangeShare({ was, became }: { was: string | undefined; became: string }) {
  const formats = useFormats();
  const share = was === undefined ? undefined : shareOfChange(BigInt(was), BigInt(became));
  if (share === undefined) return <span className="t3">—</span>;
  return (
    <span className="t2">
      {share > 0 ? "+" : ""}
      {formats.percent(share)}
    </span>
  );
}

/** Half a rouble goes away from zero, as everywhere. */
function wholeRoubles(kopecks: bigint): bigint {
  const magnitude = kopecks < 0n ? -kopecks : kopecks;
  const rounded = ((magnitude + 50n) / 100n) * 100n;
  return kopecks < 0n ? -rounded : rounded;
}
