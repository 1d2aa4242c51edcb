import { useParams } from "@tanstack/react-router";
import { IconPrinter } from "@tabler/icons-react";
import { troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { Go } from "../../shell/Go.tsx";
import { paths } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Page } from "../../ui/Page.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import { ExplanationView } from "./ExplanationView.tsx";
import { type Compare, useCard, useExplanation } from "./queries.ts";

/** The workings of one amount as a page of its own: to be sent to a colleague, and printed. */
export function ExplainPage() {
  const {
    number = "",
    period = "",
    service: code = "",
  } = useParams({ strict: false }) as { number?: string; period?: string; service?: string };
  const t = useT();
  const { period: write } = useFormats();
  const { query, set } = useAddress();
  const compare: Compare = query["compare"] === "year" ? "year" : "previous";
  // A draft's own workings; the way back to what is looked at in it stands above the title.
  const { run } = query;
  const card = useCard(number, undefined);
  const explanation = useExplanation({ number, period, service: code, compare, run });
  const service = explanation.data?.services[0];
  const trouble = troubleOf(explanation.error);
  return (
    <Page
      title={t("accounts.why.pageTitle", { service: service?.name ?? code, period: write(period) })}
      crumbs={
        <>
          {run === undefined ? null : (
            <>
              <Go to={paths.run(Number(run), { view: "anomalies" })}>{t("charging.run.title", { run })}</Go> /{" "}
            </>
          )}
          <Go to={paths.account(number, { tab: "charges", period })}>
            {t("accounts.accountNo", { number })}
            {card.data === undefined ? "" : ` · ${card.data.address}`}
          </Go>
        </>
      }
      subtitle={card.data?.holder?.holderName}
      actions={
        <>
          <CopyButton label={t("accounts.why.copyLink")} text={window.location.href} />
          <Button icon={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
            {t("accounts.why.print")}
          </Button>
        </>
      }
    >
      <div className={styles["page"]}>
        {service ? (
          <ExplanationView
            service={service}
            account={number}
            period={period}
            building={card.data?.building}
            compare={compare}
            onCompare={
              run === undefined
                ? (next) => set({ compare: next === "previous" ? undefined : next })
                : undefined
            }
          />
        ) : trouble ? (
          <ErrorState of={trouble} onRetry={() => void explanation.refetch()} />
        ) : (
          <LoadingRows rows={12} columns={2} />
        )}
      </div>
    </Page>
  );
}
