import { IconExternalLink } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { troubleOf } from "../../api/client.ts";
import { useGo } from "../../shell/Go.tsx";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import type { CardAddress } from "./card-address.ts";
import { ExplanationView } from "./ExplanationView.tsx";
import { type Card, useExplanation } from "./queries.ts";

/** "Why this amount?" beside the card. */
export function WhyPanel({
  card,
  address,
  onClose,
}: {
  card: Card;
  address: CardAddress;
  onClose: () => void;
}) {
  const t = useT();
  const go = useGo();
  const { period: write } = useFormats();
  const { period = "", service: code = "" } = address.why ?? {};
  const explanation = useExplanation({
    number: card.number,
    period,
    service: code,
    compare: address.compare,
  });
  const { may } = useWork();
  const isPenalty = code === "PENALTY";
  const service = explanation.data?.services[0];
  const trouble = troubleOf(explanation.error);
  const body = useRef<HTMLDivElement>(null);
  const isThere = service !== undefined;
  useEffect(() => {
    // The panel took the focus while it was empty: arrows are to walk the tree at once.
    const holder = document.activeElement;
    if (isThere && holder?.tagName === "SECTION" && holder.contains(body.current))
      body.current
        ?.querySelector<HTMLElement>("[role=treeitem][tabindex='0']")
        ?.focus({ preventScroll: true });
  }, [isThere]);
  return (
    <SidePanel
      title={t("accounts.why.title")}
      subtitle={`${service?.name ?? ""}, ${write(period)}`}
      actions={
        <IconButton
          label={t("accounts.why.page")}
          icon={<IconExternalLink size={16} aria-hidden />}
          onClick={() => go(paths.explanation(card.number, period, code))}
        />
      }
      keys={[
        ["ArrowUp", t("accounts.why.walk")],
        ["ArrowRight", t("accounts.why.open")],
      ]}
      onClose={onClose}
    >
      {service ? (
        <div ref={body}>
          {isPenalty ? (
            <Button
              disabledReason={
                !may("penalties.waive")
                  ? t("accounts.waiver.mayNot")
                  : address.on === undefined
                    ? undefined
                    : t("accounts.onlyToday")
              }
              onClick={() => address.set({ panel: "waiver", why: undefined }, "push")}
            >
              {t("accounts.waiver.open")}
            </Button>
          ) : null}
          <ExplanationView
            service={service}
            account={card.number}
            period={period}
            building={card.building}
            compare={address.compare}
            onCompare={
              isPenalty
                ? undefined
                : (compare) => address.set({ compare: compare === "previous" ? undefined : compare })
            }
          />
        </div>
      ) : trouble ? (
        <ErrorState of={trouble} onRetry={() => void explanation.refetch()} />
      ) : (
        <LoadingRows rows={12} columns={2} />
      )}
    </SidePanel>
  );
}
