import { IconPrinter } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AccountAccessResponse, SlipResponse } from "#contracts/residents";
import { api, troubleOf } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { Tag } from "../../ui/Tag.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./access.module.css";
import type { Card } from "./queries.ts";

type Access = Wire<typeof AccountAccessResponse>;
type Issued = Wire<typeof SlipResponse>;

/** Who signs in to the private account by this account, and the slips that let them in. */
export function AccessPanel({ card, onClose }: { card: Card; onClose: () => void }) {
  const t = useT();
  const { may } = useWork();
  const path = `/api/accounts/${card.number}`;
  const queries = useQueryClient();
  const key = ["account-access", card.number];
  const access = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<Access>(`${path}/access`, signal),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: key });
  const issue = useMutation({
    mutationFn: () => api.post<Issued>(`${path}/activation-slips`, {}),
    onSuccess: refresh,
  });
  const trouble = troubleOf(access.error);
  const mayLetIn = may("residents.let_in");
  return (
    <SidePanel title={t("access.title")} subtitle={card.holder?.holderName} onClose={onClose}>
      {issue.data ? <NewSlip slip={issue.data} /> : undefined}
      <Wrong error={issue.error} />
      {access.data ? (
        <>
          <h3>{t("access.who")}</h3>
          <Grants access={access.data} path={path} mayEnd={mayLetIn} onEnded={refresh} />
          <h3>{t("access.slips")}</h3>
          <Slips access={access.data} path={path} mayEnd={mayLetIn} onEnded={refresh} />
          {mayLetIn && (
            <p>
              <Button kind="primary" pending={issue.isPending} onClick={() => issue.mutate()}>
                {t(access.data.slips.length > 0 ? "access.again" : "access.issue")}
              </Button>
            </p>
          )}
        </>
      ) : trouble ? (
        <ErrorState of={trouble} onRetry={() => void access.refetch()} />
      ) : (
        <LoadingRows rows={6} columns={1} />
      )}
    </SidePanel>
  );
}

function Wrong({ error }: { error: unknown }) {
  const trouble = troubleOf(error);
  return trouble && <Refusal of={trouble} />;
}

/** The slip as it is handed over; the code is known only now. */
function NewSlip({ slip }: { slip: Issued }) {
  const t = useT();
  const { instant } = useFormats();
  return (
    <section className={styles["slip"]} aria-label={t("access.slipTitle")}>
      <h3>{t("access.slipTitle")}</h3>
      <p className={styles["how"]}>
        {t("access.slipHow", {
          address: `${location.host}${new URL(slip.address, location.origin).pathname}`,
        })}
      </p>
      <dl>
        <dt>{t("access.number")}</dt>
        <dd className="num">{slip.number}</dd>
        <dt>{t("access.code")}</dt>
        <dd className={styles["code"]}>{slip.code}</dd>
      </dl>
      <p className="t2">{t("access.until", { at: instant(slip.expiresAt) })}</p>
      <p className={styles["how"]}>{t("access.slipKeep")}</p>
      <div className="noprint">
        <Note state="warn">{t("access.once")}</Note>
        <div className={styles["deeds"]}>
          <CopyButton text={slip.code} label={t("access.copy")} />
          <Button icon={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
            {t("access.print")}
          </Button>
        </div>
      </div>
    </section>
  );
}

interface ListProps {
  readonly access: Access;
  readonly path: string;
  readonly mayEnd: boolean;
  readonly onEnded: () => Promise<unknown>;
}

function Grants({ access, path, mayEnd, onEnded }: ListProps) {
  const t = useT();
  const { instant } = useFormats();
  const [ending, setEnding] = useState<Access["grants"][number]>();
  const end = useMutation({
    mutationFn: (grant: number) => api.delete(`${path}/access/${grant}`),
    onSuccess: async () => {
      setEnding(undefined);
      toast({ kind: "ok", text: t("access.done") });
      await onEnded();
    },
  });
  if (access.grants.length === 0) return <p className="t2">{t("access.nobody")}</p>;
  return (
    <ul className={styles["list"]}>
      {access.grants.map((grant) => (
        <li key={grant.id} className={grant.revokedAt === undefined ? "" : "t2"}>
          <div>
            <b>{grant.login}</b>
            <div className={styles["tags"]}>
              {grant.rights.map((right) => (
                <Tag key={right}>{t(`access.right.${right}`)}</Tag>
              ))}
            </div>
            <span className="label t2">
              {grant.revokedAt === undefined
                ? t("access.since", { at: instant(grant.grantedAt) })
                : t("access.ended", { at: instant(grant.revokedAt) })}
              {grant.isInvited && `, ${t("access.invited")}`}
            </span>
          </div>
          {mayEnd && grant.revokedAt === undefined && (
            <Button onClick={() => setEnding(grant)}>{t("access.end")}</Button>
          )}
        </li>
      ))}
      <ConfirmDialog
        isOpen={ending !== undefined}
        title={t("access.endAsk", { login: ending?.login ?? "" })}
        confirmLabel={t("access.end")}
        isDangerous
        pending={end.isPending}
        refusal={troubleOf(end.error)}
        onConfirm={() => {
          if (ending) end.mutate(ending.id);
        }}
        onClose={() => setEnding(undefined)}
      >
        {t("access.endAbout")}
      </ConfirmDialog>
    </ul>
  );
}

function Slips({ access, path, mayEnd, onEnded }: ListProps) {
  const t = useT();
  const { instant } = useFormats();
  const end = useMutation({
    mutationFn: (slip: number) => api.delete(`${path}/activation-slips/${slip}`),
    onSuccess: async () => {
      toast({ kind: "ok", text: t("access.voided") });
      await onEnded();
    },
  });
  if (access.slips.length === 0) return <p className="t2">{t("access.none")}</p>;
  return (
    <>
      <Wrong error={end.error} />
      <ul className={styles["list"]}>
        {access.slips.map((slip) => (
          <li key={slip.id} className={slip.state === "waiting" ? "" : "t2"}>
            <span>
              № {slip.id} {t("access.issuedAt", { at: instant(slip.issuedAt) })}:{" "}
              {t(`access.state.${slip.state}`)}
              {slip.isInvitation && `, ${t("access.invited")}`}
            </span>
            {mayEnd && slip.state === "waiting" && (
              <Button pending={end.isPending} onClick={() => end.mutate(slip.id)}>
                {t("access.void")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
