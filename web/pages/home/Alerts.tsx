import { IconAlertTriangle } from "@tabler/icons-react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { useWork } from "../../shell/context.ts";
import { Count } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import styles from "./home.module.css";
import { type Alert, useAlerts } from "./queries.ts";

/** What waits for the outside world, or for a person to notice: nothing is shown while all is well. */
export function Alerts() {
  const t = useT();
  const formats = useFormats();
  const { may } = useWork();
  const { data, error } = useAlerts(may("agents.read"));
  const trouble = troubleOf(error);
  const alerts = data?.alerts ?? [];
  if (alerts.length === 0 && !trouble) return null;
  return (
    <section aria-label={t("home.alerts")} className={styles.waiting}>
      <h2 className="row">
        {t("home.alerts")} {alerts.length > 0 ? <Count of={alerts.length} /> : null}
      </h2>
      {trouble ? <p className="t2">{trouble.message}</p> : null}
      <ul>
        {alerts.map((alert) => {
          const path = pathOf(alert);
          const content = (
            <>
              <IconAlertTriangle size={16} aria-hidden className="danger" />
              <span>
                {alert.text}
                {alert.since === undefined ? null : (
                  <span className={styles.taskNote}>{formats.instant(alert.since)}</span>
                )}
              </span>
            </>
          );
          return (
            <li key={`${alert.code} ${alert.about}`}>
              {path === undefined ? (
                <div className={styles.task}>{content}</div>
              ) : (
                <Go to={path} className={styles.task}>
                  {content}
                </Go>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Where it is looked at, if it has a page. */
function pathOf({ code, about }: Alert): string | undefined {
  if (code === "orders_unknown") return paths.onlinePayments({ state: "unknown" });
  const isOnline = about === "fiscal.receipt" || about === "cards.refund";
  return isOnline ? paths.onlinePayments({ attention: "yes" }) : undefined;
}
