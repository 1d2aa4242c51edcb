import { IconDownload } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { newKey, troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Count } from "../../ui/Chip.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Page } from "../../ui/Page.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { ErrorState, LoadingRows, NoRights } from "../../ui/States.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { useT } from "../../words/words.ts";
import { AgentStateChip } from "./AgentStateChip.tsx";
import { DIALECT_NAMES } from "./agent-words.ts";
import styles from "./agents.module.css";
import { MessagesTab } from "./MessagesTab.tsx";
import { type AgentCard, useAgent, useClosure, useNewSecret } from "./queries.ts";
import { SecretDialog } from "./SecretDialog.tsx";
import { SettingsTab } from "./SettingsTab.tsx";
import { TrialTab } from "./TrialTab.tsx";

const TABS = ["settings", "messages", "trial"] as const;

/** One agent: what was agreed with it, what it has asked of late, and how it would be answered. */
export function AgentPage() {
  const t = useT();
  const { code = "" } = useParams({ strict: false });
  const { may } = useWork();
  const { query, set } = useAddress();
  const agent = useAgent(code);
  const trouble = troubleOf(agent.error);
  const card = agent.data;
  const tab = TABS.find((one) => one === query["tab"]) ?? "settings";
  if (!may("agents.read"))
    return (
      <Page title={t("agents.title")}>
        <NoRights roles={[t("agents.role.operator"), t("agents.role.chief")]} />
      </Page>
    );
  return (
    <Page
      title={card?.name ?? code}
      crumbs={<Go to={paths.agents()}>{t("agents.title")}</Go>}
      marks={card ? <AgentStateChip of={card} /> : undefined}
      subtitle={
        card ? (
          <>
            {DIALECT_NAMES[card.dialect]} · <code>{`/gateway/${card.dialect}/${card.code}`}</code>
          </>
        ) : undefined
      }
      actions={card ? <Deeds card={card} /> : undefined}
    >
      {card ? (
        <Tabs
          label={card.name}
          value={tab}
          onChange={(value) => set({ tab: value === "settings" ? undefined : value })}
          tabs={[
            { value: "settings", label: t("agents.tab.settings") },
            {
              value: "messages",
              label: t("agents.tab.messages"),
              mark: card.incidents > 0 ? <Count of={card.incidents} isUrgent /> : undefined,
            },
            { value: "trial", label: t("agents.tab.trial") },
          ]}
        >
          {tab === "settings" ? (
            <SettingsTab card={card} />
          ) : tab === "messages" ? (
            <MessagesTab card={card} />
          ) : (
            <TrialTab card={card} />
          )}
        </Tabs>
      ) : trouble ? (
        <ErrorState of={trouble} onRetry={() => void agent.refetch()} />
      ) : (
        <LoadingRows rows={12} columns={2} />
      )}
    </Page>
  );
}

const KEEP_HOURS = ["0", "24", "168"] as const;

function Deeds({ card }: { card: AgentCard }) {
  const t = useT();
  const { may } = useWork();
  const [asked, setAsked] = useState<"secret" | "closure">();
  const [keepHours, setKeepHours] = useState<(typeof KEEP_HOURS)[number]>("24");
  const [key, setKey] = useState(newKey);
  const [fresh, setFresh] = useState<string>();
  const secret = useNewSecret(card.code);
  const closure = useClosure(card.code);
  const mayNot = may("agents.set") ? undefined : t("agents.mayNotSet");
  const leave = (): void => {
    setAsked(undefined);
    secret.reset();
    closure.reset();
  };
  return (
    <>
      <a className={styles["file"]} href={`/api/agents/${card.code}/sheet.html`} download>
        <IconDownload size={16} aria-hidden /> {t("agents.sheet")}
      </a>
      {may("statements.read") ? <Go to={paths.reconcile()}>{t("agents.reconcile")}</Go> : null}
      <Button
        disabledReason={mayNot}
        onClick={() => {
          setKey(newKey());
          setAsked("secret");
        }}
      >
        {t("agents.secret.new")}
      </Button>
      <Button
        kind="ghost"
        disabledReason={mayNot ?? (card.closedAt === undefined ? undefined : t("agents.state.closed"))}
        onClick={() => setAsked("closure")}
      >
        {t("agents.close")}
      </Button>
      <ConfirmDialog
        isOpen={asked === "secret"}
        title={t("agents.secret.new")}
        confirmLabel={t("agents.secret.give")}
        pending={secret.isPending}
        refusal={troubleOf(secret.error)}
        onClose={leave}
        onConfirm={() =>
          secret.mutate(
            { key, keepHours: Number(keepHours) },
            {
              onSuccess: (answer) => {
                leave();
                setFresh(answer.secret);
              },
            },
          )
        }
      >
        <p>{t("agents.secret.about")}</p>
        <Segmented
          label={t("agents.secret.keep")}
          value={keepHours}
          onChange={setKeepHours}
          options={KEEP_HOURS.map((value) => ({
            value,
            label:
              value === "0" ? t("agents.secret.keepNone") : t("agents.secret.keepHours", { hours: value }),
          }))}
        />
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === "closure"}
        title={t("agents.closeTitle", { name: card.name })}
        confirmLabel={t("agents.close")}
        isDangerous
        typeToConfirm={card.code}
        pending={closure.isPending}
        refusal={troubleOf(closure.error)}
        onClose={leave}
        onConfirm={() => closure.mutate(undefined, { onSuccess: leave })}
      >
        <p>{t("agents.closeAbout")}</p>
      </ConfirmDialog>
      <SecretDialog
        of={fresh === undefined ? undefined : { code: card.code, secret: fresh }}
        onClose={() => setFresh(undefined)}
      />
    </>
  );
}
