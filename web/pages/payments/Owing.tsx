import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";

/** What an account owes, told by a word and not by a colour alone. */
export function Owing({ balance }: { balance: string | undefined }) {
  const t = useT();
  const { money } = useFormats();
  if (balance === undefined) return <span className="t3">—</span>;
  const kopecks = BigInt(balance);
  if (kopecks === 0n) return <span className="t3 nowrap">{t("payments.owesNothing")}</span>;
  return kopecks > 0n ? (
    <span className="danger nowrap">{t("payments.debt", { amount: money(kopecks) })}</span>
  ) : (
    <span className="ok nowrap">{t("payments.overpaid", { amount: money(-kopecks) })}</span>
  );
}
