import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { Form } from "../../ui/Form.tsx";
import { type Picked, Picker } from "../../ui/Picker.tsx";
import { Select } from "../../ui/Select.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { findHouses } from "../formulas/OwnerFields.tsx";
import {
  type DebtPlanRow,
  type Debts,
  type DebtSubject,
  type DebtTerms,
  useSaveDebtPlan,
} from "./debt-queries.ts";

const CONTENTS = ["debts", "charges"] as const;
const SCOPES = ["organization", "building", "provider", "city"] as const;
const DAYS = Array.from({ length: 28 }, (_, at) => at + 1);

/** What is agreed about a register of debts. */
export function DebtForm({
  of,
  lists,
  onDone,
  onCancel,
}: {
  of: DebtPlanRow | undefined;
  lists: Debts;
  onDone: (plan: number) => void;
  onCancel: () => void;
}) {
  const t = useT();
  const saving = useSaveDebtPlan();
  const [agent, setAgent] = useState<string>();
  const [content, setContent] = useState<DebtSubject["content"]>(of?.content ?? "debts");
  const [scope, setScope] = useState<DebtSubject["scope"]>("organization");
  const [organization, setOrganization] = useState<string>();
  const [building, setBuilding] = useState<Picked>();
  const [profile, setProfile] = useState(of?.profile);
  const [dayOfMonth, setDay] = useState(of?.dayOfMonth ?? 1);
  const [drop, setDrop] = useState(of?.drop);
  const drops = lists.drops.filter((one) => (of ? one.agent === of.agent : one.agentCode === agent));
  const isNamed = scope === "organization" || scope === "provider";
  return (
    <Form
      pending={saving.isPending}
      refusal={troubleOf(saving.error)}
      submitLabel={t("debts.save")}
      onCancel={onCancel}
      onSubmit={() => {
        if (profile === undefined) return;
        if (of === undefined && agent === undefined) return;
        const terms: DebtTerms = {
          profile,
          dayOfMonth,
          isActive: of?.isActive ?? true,
          ...(drop === undefined ? {} : { drop }),
        };
        saving.mutate(
          {
            ...terms,
            plan: of?.plan,
            ...(of === undefined && agent !== undefined
              ? {
                  agent,
                  content,
                  scope,
                  ...(scope === "building" && building ? { building: Number(building.id) } : {}),
                  ...(isNamed && organization !== undefined ? { organization: Number(organization) } : {}),
                }
              : {}),
          },
          {
            onSuccess: ({ plan }) => {
              toast({ kind: "ok", text: t("debts.saved") });
              onDone(plan);
            },
          },
        );
      }}
    >
      {of === undefined ? (
        <>
          <Select
            label={t("files.agent")}
            name="agent"
            required
            value={agent}
            onChange={(value) => {
              setAgent(value);
              setDrop(undefined);
            }}
            options={lists.agents.map(({ code, name }) => ({ value: code, label: name }))}
          />
          <Select
            label={t("debts.content")}
            name="content"
            hint={t(`debts.contentHow.${content}`)}
            value={content}
            onChange={(value) => {
              setContent(value ?? "debts");
              setProfile(undefined);
            }}
            options={CONTENTS.map((one) => ({ value: one, label: t(`debts.content.${one}`) }))}
          />
          <Select
            label={t("debts.whose")}
            name="scope"
            hint={t(`debts.scopeHow.${scope}`)}
            value={scope}
            onChange={(value) => {
              setScope(value ?? "organization");
              setOrganization(undefined);
            }}
            options={SCOPES.map((one) => ({ value: one, label: t(`debts.scope.${one}`) }))}
          />
          {isNamed ? (
            <Select
              label={t(`debts.name.${scope}`)}
              name="organization"
              required
              value={organization}
              onChange={setOrganization}
              options={(scope === "provider" ? lists.providers : lists.organizations).map((one) => ({
                value: String(one.organization),
                label: one.name,
              }))}
            />
          ) : null}
          {scope === "building" ? (
            <Picker
              label={t("debts.name.building")}
              name="building"
              required
              value={building}
              search={findHouses}
              onChange={setBuilding}
            />
          ) : null}
        </>
      ) : null}
      <Select
        label={t("files.profile")}
        name="profile"
        required
        value={profile}
        onChange={setProfile}
        options={lists.profiles
          .filter((one) => one.content === content)
          .map(({ code, title }) => ({ value: code, label: title }))}
      />
      <Select
        label={t("debts.day")}
        name="dayOfMonth"
        hint={t("debts.dayHow")}
        value={String(dayOfMonth)}
        onChange={(value) => setDay(Number(value ?? 1))}
        options={DAYS.map((day) => ({ value: String(day), label: String(day) }))}
      />
      <Select
        label={t("debts.where")}
        name="drop"
        placeholder={t("debts.download")}
        hint={t("debts.whereHow")}
        value={drop === undefined ? undefined : String(drop)}
        onChange={(value) => setDrop(value === undefined ? undefined : Number(value))}
        options={drops.map((one) => ({ value: String(one.drop), label: one.where }))}
      />
    </Form>
  );
}
