import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { useT } from "../../words/words.ts";
import styles from "./settlements.module.css";

/** From each page of settlements to its neighbours. */
export function SettlementsNav({ at }: { at: "settlements" | "orders" | "contracts" }) {
  const t = useT();
  const { may } = useWork();
  return (
    <nav className={styles["links"]} aria-label={t("settlements.nav")}>
      {at === "settlements" ? null : <Go to={paths.settlements()}>{t("settlements.title")}</Go>}
      {at === "orders" || !may("orders.read") ? null : (
        <Go to={paths.orders()}>{t("settlements.orders.title")}</Go>
      )}
      {at === "contracts" ? null : <Go to={paths.contracts()}>{t("settlements.terms.title")}</Go>}
    </nav>
  );
}
