import { useFormats } from "../../ui/formats.ts";
import { Select } from "../../ui/Select.tsx";
import { useT } from "../../words/words.ts";
import { type PayerDebt, usePayerDebts } from "./cash-queries.ts";
import styles from "./cash.module.css";

/** What the payer insists on paying; nothing: by the rules of allocation. */
export interface Stated {
  readonly period?: string | undefined;
  readonly service?: number | undefined;
}

const matches = (debt: PayerDebt, stated: Stated): boolean =>
  (stated.period === undefined || debt.period === stated.period) &&
  (stated.service === undefined || debt.service === stated.service);
const owedOf = (debts: readonly PayerDebt[]): bigint =>
  debts.reduce((sum, { amount }) => sum + BigInt(amount), 0n);

/** A month or a service that the payer insists on; the sum that it owes is proposed. */
export function ChooseDebts({
  account,
  value,
  onChange,
}: {
  account: string;
  value: Stated;
  onChange: (stated: Stated, owed: bigint | undefined) => void;
}) {
  const t = useT();
  const { money, period } = useFormats();
  const debts = usePayerDebts(account).data?.debts ?? [];
  if (debts.length === 0) return null;
  const change = (stated: Stated): void =>
    onChange(stated, owedOf(debts.filter((debt) => matches(debt, stated))));
  const months = Map.groupBy(debts, (debt) => debt.period);
  const services = Map.groupBy(
    debts.filter((debt) => matches(debt, { period: value.period })),
    (debt) => debt.service,
  );
  return (
    <div className={styles["stated"]}>
      <Select
        label={t("cash.month")}
        name="month"
        placeholder={t("cash.anyMonth")}
        options={[...months].map(([month, ofMonth]) => ({
          value: month,
          label: `${period(month)} · ${money(owedOf(ofMonth))} ₽`,
        }))}
        value={value.period}
        onChange={(month) => change({ period: month })}
      />
      <Select
        label={t("cash.service")}
        name="service"
        placeholder={t("cash.anyService")}
        options={[...services].map(([service, ofService]) => ({
          value: String(service),
          label: `${ofService[0]?.name ?? ""} · ${money(owedOf(ofService))} ₽`,
        }))}
        value={value.service === undefined ? undefined : String(value.service)}
        onChange={(service) =>
          change({ period: value.period, service: service === undefined ? undefined : Number(service) })
        }
      />
    </div>
  );
}
