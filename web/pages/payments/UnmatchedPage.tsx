import { IconListCheck } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Note } from "../../ui/Note.tsx";
import { Page } from "../../ui/Page.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { Empty, ErrorState, LoadingRows, NoRights } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { HeldWork } from "./HeldWork.tsx";
import { type HeldLine, type Offer, QUEUE_MAX, useMakeRule, useUnmatched } from "./unmatched-queries.ts";
import { UnmatchedRules } from "./UnmatchedRules.tsx";
import styles from "./unmatched.module.css";

/** Money without an account, a line after the other: decided by keys, and the next one comes by itself. */
export function UnmatchedPage() {
  const t = useT();
  const { money } = useFormats();
  const { may } = useWork();
  const { query } = useAddress();
  const [isRules, setIsRules] = useState(false);
  const mayDecide = may("payments.suspense");
  const queue = useUnmatched(query["registry"]);
  const trouble = troubleOf(queue.error);
  const balance = queue.data?.balance;
  return (
    <Page
      title={t("suspense.title")}
      subtitle={t("suspense.about")}
      crumbs={<Go to={paths.payments()}>{t("payments.title")}</Go>}
      marks={
        balance ? (
          <Chip state={balance.count === 0 ? "ok" : "warn"}>
            {t("suspense.balance", { total: money(balance.total), count: balance.count })}
          </Chip>
        ) : undefined
      }
      actions={
        mayDecide ? (
          <Button icon={<IconListCheck size={16} aria-hidden />} onClick={() => setIsRules(true)}>
            {t("suspense.rules")}
          </Button>
        ) : undefined
      }
    >
      {!mayDecide ? (
        <NoRights roles={[t("suspense.role.operator"), t("suspense.role.chief")]} />
      ) : trouble ? (
        <ErrorState of={trouble} onRetry={() => void queue.refetch()} />
      ) : queue.data ? (
        <Desk lines={queue.data.held} />
      ) : (
        <LoadingRows rows={10} columns={3} />
      )}
      <UnmatchedRules isOpen={isRules} onClose={() => setIsRules(false)} />
    </Page>
  );
}

function Desk({ lines }: { lines: readonly HeldLine[] }) {
  const t = useT();
  const { query, set } = useAddress();
  const [offer, setOffer] = useState<Offer>();
  const list = useRef<HTMLUListElement>(null);
  const desk = useRef<HTMLDivElement>(null);
  const answered = (): void => {
    setOffer(undefined);
    // The keys go on with the line, and not from nowhere.
    desk.current?.querySelector<HTMLElement>("[data-keys]")?.focus();
  };
  const wanted = lines.findIndex(({ held }) => held === query["held"]);
  // A line that was decided is gone, and the next one stands in its place.
  const last = useRef(0);
  const at = wanted >= 0 ? wanted : Math.max(0, Math.min(last.current, lines.length - 1));
  useEffect(() => {
    last.current = at;
    list.current
      ?.querySelector('[aria-current="true"]')
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [at]);
  const step = (by: number): void => {
    const next = lines[Math.max(0, Math.min(lines.length - 1, at + by))];
    if (next) set({ held: next.held }, "replace");
  };
  useHotkeys([
    { keys: "PageDown", label: t("suspense.next"), run: () => step(1) },
    { keys: "PageUp", label: t("suspense.previous"), run: () => step(-1) },
  ]);
  const line = lines[at];
  if (!line) {
    return (
      <>
        {offer ? <RuleOffer offer={offer} onClose={answered} /> : null}
        <Empty title={t("suspense.none")}>{t("suspense.noneHow")}</Empty>
      </>
    );
  }
  return (
    <>
      {offer ? <RuleOffer offer={offer} onClose={answered} /> : null}
      <div ref={desk} className={styles["desk"]}>
        <ul ref={list} className={styles["queue"]} aria-label={t("suspense.queue")}>
          {lines.map((one) => (
            <li key={one.held}>
              <QueueLine
                line={one}
                isCurrent={one === line}
                onChoose={() => set({ held: one.held }, "replace")}
              />
            </li>
          ))}
          {lines.length === QUEUE_MAX ? (
            <li className="label t3">{t("suspense.more", { count: QUEUE_MAX })}</li>
          ) : null}
        </ul>
        <HeldWork
          held={line.held}
          position={t("suspense.position", { at: at + 1, count: lines.length })}
          onDecided={(made, isLeft) => {
            // An offer stands until it is answered: whoever goes on by keys does not lose it.
            if (made) setOffer(made);
            // What is left with a note keeps its place; the next one is looked at.
            const next = isLeft ? lines[at + 1] : undefined;
            set({ held: next?.held }, "replace");
          }}
        />
      </div>
    </>
  );
}

function QueueLine({
  line,
  isCurrent,
  onChoose,
}: {
  line: HeldLine;
  isCurrent: boolean;
  onChoose: () => void;
}) {
  const t = useT();
  const { money, day } = useFormats();
  return (
    <button type="button" aria-current={isCurrent} tabIndex={-1} onClick={onChoose}>
      <span className="cut strong">
        {line.statedAccount || line.payerName || t(`suspense.source.${line.source}`)}
      </span>
      <span className="num">{money(line.rest)}</span>
      <span className="cut label t2">{line.note ?? (line.payerName || line.purpose || line.document)}</span>
      <span className="label t2 num">{day(line.receivedOn)}</span>
    </button>
  );
}

function RuleOffer({ offer, onClose }: { offer: Offer; onClose: () => void }) {
  const t = useT();
  const make = useMakeRule();
  const refusal = troubleOf(make.error);
  return (
    <>
      <Note
        state="info"
        isAlert
        actions={
          <>
            <Button
              kind="primary"
              pending={make.isPending}
              onClick={() =>
                make.mutate(offer, {
                  onSuccess: () => {
                    toast({ kind: "ok", text: t("suspense.ruleMade", { account: offer.account }) });
                    onClose();
                  },
                })
              }
            >
              {t("suspense.makeRule")}
            </Button>
            <Button kind="ghost" onClick={onClose}>
              {t("suspense.noRule")}
            </Button>
          </>
        }
      >
        {t("suspense.offer", { times: offer.times, account: offer.account })}
      </Note>
      {refusal ? <Refusal of={refusal} /> : null}
    </>
  );
}
