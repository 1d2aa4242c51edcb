import { type ReactNode, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { LoadingRows } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { DropForm } from "./DropForm.tsx";
import { addressOf, DropState } from "./DropsPage.tsx";
import {
  type DropRow,
  type Drops,
  type Trial,
  useDrop,
  useFetchDrop,
  useSaveDrop,
  useTryDrop,
} from "./drop-queries.ts";
import styles from "./drops.module.css";

/** One drop: how the last look went, what was seen there, and what a person may do with it. */
export function DropPanel({ of, lists, onClose }: { of: DropRow; lists: Drops; onClose: () => void }) {
  const t = useT();
  const { instant, count } = useFormats();
  const { may } = useWork();
  const [isChanging, setIsChanging] = useState(false);
  const card = useDrop(of.drop);
  const trying = useTryDrop(of.drop);
  const fetching = useFetchDrop(of.drop);
  const saving = useSaveDrop();
  const refusal = troubleOf(trying.error) ?? troubleOf(fetching.error) ?? troubleOf(saving.error);
  const mayNot = may("agents.set") ? undefined : t("drops.mayNot");
  const { settings } = of;
  const save = (change: Partial<DropRow["settings"]>, done: string): void =>
    saving.mutate(
      { drop: of.drop, settings: { ...settings, ...change } },
      {
        onSuccess: () => {
          trying.reset();
          toast({ kind: "ok", text: done });
        },
      },
    );
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t("drops.where"), addressOf(settings)],
    [t("drops.triedAt"), of.triedAt === undefined ? "—" : instant(of.triedAt)],
    [t("drops.fetchedAt"), of.fetchedAt === undefined ? "—" : instant(of.fetchedAt)],
    ...(settings.isActive ? [[t("drops.nextAt"), instant(of.nextAt)] as const] : []),
    [t("drops.mask"), settings.mask === "" ? t("drops.anyName") : settings.mask],
    ...(settings.kind === "mail" ? [[t("drops.senders"), settings.senders.join(", ")] as const] : []),
    [t("files.profile"), settings.profile ?? t("files.profileFound")],
  ];
  return (
    <SidePanel title={of.agentName} keys={[["Escape", t("ui.close")]]} onClose={onClose}>
      {isChanging ? (
        <DropForm
          of={of}
          lists={lists}
          onDone={() => setIsChanging(false)}
          onCancel={() => setIsChanging(false)}
        />
      ) : (
        <>
          <p className="row">
            <DropState of={of} />
          </p>
          {of.trouble === undefined ? null : (
            <Note state="danger">
              {t(`drops.how.${of.trouble}`)}
              {of.failures > 1 ? ` ${t("drops.failures", { count: of.failures })}` : ""}
              {of.troubleDetail === "" ? null : <div className="t2">{of.troubleDetail}</div>}
            </Note>
          )}
          <dl className={styles["facts"]}>
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <div className={styles["deeds"]}>
            <Button
              kind="primary"
              disabledReason={mayNot}
              pending={trying.isPending}
              onClick={() => trying.mutate()}
            >
              {t("drops.try")}
            </Button>
            <Button
              pending={fetching.isPending}
              disabledReason={
                may("registers.take")
                  ? settings.isActive
                    ? undefined
                    : t("drops.offNow")
                  : t("drops.mayNot")
              }
              onClick={() =>
                fetching.mutate(undefined, {
                  onSuccess: ({ trouble, taken, refused }) =>
                    toast(
                      trouble === undefined
                        ? { kind: "ok", text: t("drops.fetched", { taken, refused }) }
                        : { kind: "warn", text: t(`drops.trouble.${trouble}`) },
                    ),
                })
              }
            >
              {t("drops.fetch")}
            </Button>
            <Button disabledReason={mayNot} onClick={() => setIsChanging(true)}>
              {t("drops.change")}
            </Button>
            <Button
              disabledReason={mayNot}
              pending={saving.isPending}
              onClick={() =>
                save(
                  { isActive: !settings.isActive },
                  t(settings.isActive ? "drops.offDone" : "drops.onDone"),
                )
              }
            >
              {t(settings.isActive ? "drops.off" : "drops.on")}
            </Button>
          </div>
          {refusal ? <Refusal of={refusal} /> : null}
          {trying.data ? (
            <Tried
              of={trying.data}
              onTrust={
                mayNot === undefined ? (hostKey) => save({ hostKey }, t("drops.keyAgreed")) : undefined
              }
            />
          ) : null}
          <h3>{t("drops.items")}</h3>
          {card.data ? (
            card.data.items.length === 0 ? (
              <p className="t2">{t("drops.noItems")}</p>
            ) : (
              <ul className={styles["items"]}>
                {card.data.items.map((item) => (
                  <li key={item.item}>
                    <div>
                      {item.label}{" "}
                      <span className="t3">{t("drops.bytes", { size: count(Number(item.size)) })}</span>
                    </div>
                    <div className="t2">
                      {instant(item.settledAt ?? item.seenAt)} ·{" "}
                      {item.outcome === undefined
                        ? t("drops.waits")
                        : item.reason === undefined
                          ? t("drops.taken")
                          : t(`drops.reason.${item.reason}`)}{" "}
                      {item.files.map((file) => (
                        <Go key={file} to={paths.register(file)}>
                          № {file}
                        </Go>
                      ))}
                    </div>
                  </li>
                ))}
              </ul>
            )
          ) : (
            <LoadingRows rows={3} columns={1} />
          )}
        </>
      )}
    </SidePanel>
  );
}

/** What the trial found; a key that nobody has agreed to is shown for a person to compare. */
function Tried({ of, onTrust }: { of: Trial; onTrust: ((hostKey: string) => void) | undefined }) {
  const t = useT();
  if (of.trouble === undefined) {
    return <Note state="ok">{t("drops.reached", { seen: of.seen, fitting: of.fitting })}</Note>;
  }
  const { hostKey } = of;
  return (
    <Note state="warn">
      {t(`drops.how.${of.trouble}`)}
      {of.detail === "" ? null : <div className="t2">{of.detail}</div>}
      {hostKey === undefined ? null : (
        <>
          <p className={styles["key"]}>{hostKey}</p>
          {onTrust ? <Button onClick={() => onTrust(hostKey)}>{t("drops.agreeKey")}</Button> : null}
        </>
      )}
    </Note>
  );
}
