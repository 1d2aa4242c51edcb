import { IconDownload, IconFileCertificate } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CertificateResponse, CertificatesResponse } from "../../../src/flows/certificates-contract.ts";
import { api, troubleOf } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Refusal } from "../../ui/Refusal.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useWords } from "../../words/words.ts";
import styles from "./access.module.css";
import type { Card } from "./queries.ts";

type Given = Wire<typeof CertificateResponse>;
type Wanted = Pick<Given, "kind"> & { readonly year?: number | undefined };

/** Certificates of the account: given at the counter with one press, and those that the holder has ordered. */
export function CertificatesPanel({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t, language } = useWords();
  const { day } = useFormats();
  const { may } = useWork();
  const path = `/api/accounts/${card.number}/certificates`;
  const queries = useQueryClient();
  const key = ["certificates", card.number];
  const list = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<Wire<typeof CertificatesResponse>>(path, signal),
  });
  const issue = useMutation({
    mutationFn: (wanted: Wanted) => api.post<Given>(path, { body: { ...wanted, language } }),
    onSuccess: async (given) => {
      toast({ kind: "ok", text: t("paper.made", { number: given.number }) });
      await queries.invalidateQueries({ queryKey: key });
    },
  });
  const nameOf = ({ kind, year }: Wanted): string =>
    kind === "payments" || kind === "charges"
      ? t(`paper.${kind}`, { year: String(year) })
      : t(`paper.${kind}`);
  const trouble = troubleOf(list.error);
  const wrong = troubleOf(issue.error);
  const wanted: readonly Wanted[] = [
    { kind: "no_debt" },
    { kind: "state" },
    ...(["payments", "charges"] as const).flatMap((kind) =>
      (list.data?.years ?? []).map((year) => ({ kind, year })),
    ),
  ];
  return (
    <SidePanel title={t("paper.title")} subtitle={card.holder?.holderName} onClose={onClose}>
      {wrong && <Refusal of={wrong} />}
      {list.data ? (
        <>
          {may("receipts.print") && (
            <>
              <h3>{t("paper.give")}</h3>
              <p className="t2">{t("paper.giveAbout")}</p>
              <ul className={styles["list"]}>
                {wanted.map((one) => (
                  <li key={`${one.kind}${one.year ?? ""}`}>
                    <Button
                      icon={<IconFileCertificate size={16} aria-hidden />}
                      pending={
                        issue.isPending &&
                        issue.variables.kind === one.kind &&
                        issue.variables.year === one.year
                      }
                      onClick={() => issue.mutate(one)}
                    >
                      {nameOf(one)}
                    </Button>
                  </li>
                ))}
              </ul>
            </>
          )}
          <h3>{t("paper.given")}</h3>
          {list.data.certificates.length === 0 && <p className="t2">{t("paper.none")}</p>}
          <ul className={styles["list"]}>
            {list.data.certificates.map((one) => (
              <li key={one.no}>
                <div>
                  <a href={`${path}/${one.no}/file.pdf`} target="_blank" rel="noopener noreferrer">
                    <IconDownload size={16} aria-hidden /> {nameOf(one)}
                  </a>
                  <div className="label t2">
                    {t("paper.numbered", { number: one.number, day: day(one.issuedOn) })}
                    {one.isOrdered && `, ${t("paper.ordered")}`}
                  </div>
                </div>
              </li>
            ))}
          </ul>
        </>
      ) : trouble ? (
        <ErrorState of={trouble} onRetry={() => void list.refetch()} />
      ) : (
        <LoadingRows rows={6} columns={1} />
      )}
    </SidePanel>
  );
}
