import type { Money } from "../../../src/core/units.ts";
import { useWords } from "../words/words.ts";

/** Money as the page's subject: large roubles, small kopecks. Elsewhere it is written in one size. */
export function Sum({ of }: { readonly of: Money }) {
  const { f } = useWords();
  const text = f.money(of);
  return (
    <span className="sum">
      {text.slice(0, -3)}
      <small>{text.slice(-3)}&nbsp;₽</small>
    </span>
  );
}
