import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { LawResponse } from "../../../src/flows/law-contract.ts";
import { api, troubleOf } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";
import { useAddress } from "../../shell/address.ts";
import { Page } from "../../ui/Page.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useWords } from "../../words/words.ts";
import styles from "./law.module.css";

type Law = Wire<typeof LawResponse>;
type Block = Law["blocks"][number];

/** What an act says that sums depend on; the clauses of the address are marked, and the first of them is in sight. */
export function LawPage() {
  const { act = "" } = useParams({ strict: false }) as { act?: string };
  const { t, language } = useWords();
  const { query } = useAddress();
  const law = useQuery({
    queryKey: ["law", act, language],
    queryFn: ({ signal }) => api.get<Law>(`/api/law/${act}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const at = (query["at"] ?? "").split(",");
  const text = useRef<HTMLDivElement>(null);
  const isThere = law.data !== undefined;
  useEffect(() => {
    if (isThere) text.current?.querySelector("[data-meant]")?.scrollIntoView({ block: "center" });
  }, [isThere, query]);
  const trouble = troubleOf(law.error);
  return (
    <Page title={law.data?.title ?? t("shell.law")} subtitle={t("shell.lawHow")}>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void law.refetch()} />
      ) : law.data ? (
        <div ref={text} className={styles.text}>
          {law.data.blocks.map((block, index) => (
            <Part key={index} block={block} at={at} />
          ))}
        </div>
      ) : (
        <LoadingRows rows={12} columns={2} />
      )}
    </Page>
  );
}

function Part({ block, at }: { block: Block; at: readonly string[] }) {
  const { t } = useWords();
  if (block.kind === "heading") return <h2>{block.text}</h2>;
  if (block.kind === "paragraph")
    return (
      <p>
        <Coded text={block.text} />
      </p>
    );
  return (
    <div className={styles.wide} tabIndex={0} role="group" aria-label={block.heads[0]}>
      <table>
        <thead>
          <tr>
            {block.heads.map((head) => (
              <th key={head} scope="col">
                <Coded text={head} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map(({ clauses, cells: [first = "", ...others] }) => {
            const isMeant = clauses.some((clause) => at.includes(clause));
            return (
              <tr key={first} data-meant={isMeant ? "" : undefined}>
                <th scope="row">
                  {first}
                  {isMeant && <span className="hidden"> ({t("shell.lawMeant")})</span>}
                </th>
                {others.map((cell, index) => (
                  <td key={index}>
                    <Coded text={cell} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Names of the program stand between backticks. */
function Coded({ text }: { text: string }) {
  return text
    .split("`")
    .map((piece, index) =>
      index % 2 === 1 ? <code key={index}>{piece}</code> : <span key={index}>{piece}</span>,
    );
}
