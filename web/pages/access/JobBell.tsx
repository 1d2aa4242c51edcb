import { IconBell } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Count } from "../../ui/Chip.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { nameOfWork } from "./work-words.ts";
import styles from "./jobs.module.css";
import { type LongWork, useWorkList } from "./queries.ts";
import { useFormats } from "../../ui/formats.ts";

/** In the header: how much long work goes on, and a word when a piece of it has come to its end. */
export function JobBell() {
  const t = useT();
  const formats = useFormats();
  const { may, signedIn } = useWork();
  const list = useWorkList(may("jobs.read"));
  const running = list.data?.running ?? 0;
  const before = useRef<ReadonlyMap<string, LongWork["state"]>>(undefined);
  useEffect(() => {
    const { work } = list.data ?? {};
    if (!work) return;
    for (const one of work) {
      const was = before.current?.get(one.id);
      // Of one's own work only: a center of fifty people would hear of nothing else.
      if (was === "running" && one.state !== "running" && one.startedBy === signedIn.user.name) {
        const isGood = one.state === "done" || one.state === "cancelled";
        toast({
          kind: isGood ? "ok" : "danger",
          text: t("jobs.ended", {
            name: [nameOfWork(one, t, formats), one.organizationName].filter(Boolean).join(", "),
            state: one.state,
          }),
        });
      }
    }
    before.current = new Map(work.map((one) => [one.id, one.state]));
  }, [list.data, signedIn.user.name, t, formats]);
  if (!may("jobs.read")) return null;
  const label = t("jobs.bell", { count: running });
  return (
    <Go to={paths.jobs()} className={styles.bell} aria-label={label} title={label}>
      <IconBell size={18} aria-hidden />
      {running > 0 ? <Count of={running} /> : null}
    </Go>
  );
}
