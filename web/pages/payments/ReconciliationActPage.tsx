import { useParams } from "@tanstack/react-router";
import { IconPrinter } from "@tabler/icons-react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { Differences, Legs, Registries } from "./DayParts.tsx";
import styles from "./reconcile.module.css";
import { useDay } from "./reconcile-queries.ts";

/** The act of an agent's day, for paper: both sides sign it. */
export function ReconciliationActPage() {
  const t = useT();
  const formats = useFormats();
  const { day: place = "" } = useParams({ strict: false }) as { day?: string };
  const card = useDay(place);
  const trouble = troubleOf(card.error);
  const print = (): void => window.print();
  useHotkeys([{ keys: "Ctrl+P", label: t("reconcile.print"), run: print }]);
  return (
    <Page
      title={
        card.data
          ? t("reconcile.actOf", { agent: card.data.agentName, day: formats.day(card.data.day) })
          : t("reconcile.act")
      }
      crumbs={<Go to={paths.reconcile({ day: place })}>{t("reconcile.title")}</Go>}
      actions={
        <Button kind="primary" hotkey="Ctrl+P" icon={<IconPrinter size={16} aria-hidden />} onClick={print}>
          {t("reconcile.print")}
        </Button>
      }
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void card.refetch()} />
      ) : card.data ? (
        <div className={styles["act"]}>
          <Legs card={card.data} />
          <Differences card={card.data} />
          <Registries card={card.data} />
          <p className={styles["section"]}>
            {card.data.decidedAt === undefined || card.data.state === "open"
              ? t("reconcile.actOpen")
              : t("reconcile.wasReconciled", {
                  when: formats.instant(card.data.decidedAt),
                  who: card.data.decidedByName ?? "",
                  note: card.data.note ?? "",
                })}
          </p>
          <div className={styles["signatures"]}>
            <p>{t("reconcile.center")}</p>
            <p>{card.data.agentName}</p>
          </div>
        </div>
      ) : (
        <LoadingRows rows={10} columns={3} />
      )}
    </Page>
  );
}
