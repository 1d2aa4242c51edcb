import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import type { Receipts } from "./online-queries.ts";
import styles from "./payments.module.css";

const STATE_OF = { done: "ok", waiting: "info", dead: "danger" } as const;

/** The fiscal receipts of a payment: what each is of, and whether it is printed. */
export function ReceiptsOf({ receipts }: { receipts: Receipts["receipts"] }) {
  const t = useT();
  const { money } = useFormats();
  if (receipts.length === 0) return <p className="t2">{t("online.noReceipts")}</p>;
  return (
    <ul className={styles["receipts"]}>
      {receipts.map((one) => (
        <li key={one.externalId}>
          {t(`online.receipt.${one.kind}`)} {money(one.amount)} ₽{" "}
          <Chip state={STATE_OF[one.state]}>{t(`online.receipt.${one.state}`)}</Chip>
          <div className="label t2">
            {one.fnNumber === undefined
              ? one.reason
              : t("online.marks", {
                  fn: one.fnNumber,
                  fd: one.documentNumber ?? "",
                  fp: one.attribute ?? "",
                })}
          </div>
        </li>
      ))}
    </ul>
  );
}
