import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Form } from "../../ui/Form.tsx";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { type Picked, Picker } from "../../ui/Picker.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import { findHouses } from "../formulas/OwnerFields.tsx";
import { type MailingKind, type Mailings, useDraftMailing } from "./queries.ts";
import styles from "./notices.module.css";

const KINDS: readonly MailingKind[] = ["house", "outage", "news", "debt"];
const MONTHS = ["0", "1", "2", "3", "6", "12"] as const;

/** What is told and to whom; it is counted before anything leaves. */
export function MailingForm({
  lists,
  onDone,
  onCancel,
}: {
  lists: Mailings;
  onDone: (mailing: number) => void;
  onCancel: () => void;
}) {
  const t = useT();
  const { signedIn } = useWork();
  const isOfCenter = lists.organizations.length !== 1 || signedIn.user.organization === undefined;
  const drafting = useDraftMailing();
  const [kind, setKind] = useState<MailingKind>("house");
  const [organization, setOrganization] = useState<string>();
  const [houses, setHouses] = useState<readonly Picked[]>([]);
  const [debtMin, setDebtMin] = useState<bigint | undefined>(100_000n);
  const [monthsMin, setMonthsMin] = useState<string>("0");
  const [titleRu, setTitleRu] = useState("");
  const [textRu, setTextRu] = useState("");
  const [titleEn, setTitleEn] = useState("");
  const [textEn, setTextEn] = useState("");
  const isDebt = kind === "debt";
  return (
    <Form
      pending={drafting.isPending}
      refusal={troubleOf(drafting.error)}
      submitLabel={t("notices.count")}
      onCancel={onCancel}
      onSubmit={() =>
        drafting.mutate(
          {
            kind,
            ...(organization === undefined ? {} : { organization: Number(organization) }),
            buildings: houses.map(({ id }) => Number(id)),
            ...(isDebt
              ? {
                  monthsMin: Number(monthsMin),
                  ...(debtMin === undefined ? {} : { debtMin: String(debtMin) }),
                }
              : { titleRu, titleEn, textRu, textEn }),
          },
          { onSuccess: ({ mailing }) => onDone(mailing) },
        )
      }
    >
      <Select
        label={t("notices.kind")}
        name="kind"
        hint={t(`notices.kindHow.${kind}`)}
        value={kind}
        onChange={(value) => setKind(value ?? "house")}
        options={KINDS.map((one) => ({ value: one, label: t(`notices.kind.${one}`) }))}
      />
      {isOfCenter ? (
        <Select
          label={t("notices.whose")}
          name="organization"
          hint={t("notices.whoseHow")}
          value={organization}
          onChange={setOrganization}
          options={lists.organizations.map((one) => ({ value: String(one.organization), label: one.name }))}
        />
      ) : null}
      <Houses chosen={houses} onChange={setHouses} />
      {isDebt ? (
        <>
          <MoneyInput
            label={t("notices.debtMin")}
            name="debtMin"
            hint={t("notices.debtMinHow")}
            value={debtMin}
            onChange={setDebtMin}
            min={1n}
            required
          />
          <Select
            label={t("notices.monthsMin")}
            name="monthsMin"
            value={monthsMin}
            onChange={(value) => setMonthsMin(value ?? "0")}
            options={MONTHS.map((one) => ({
              value: one,
              label: t("notices.months", { count: Number(one) }),
            }))}
          />
        </>
      ) : (
        <>
          <TextInput
            label={t("notices.titleRu")}
            name="titleRu"
            value={titleRu}
            onChange={setTitleRu}
            lengthMax={120}
            required
          />
          <TextInput
            label={t("notices.textRu")}
            name="textRu"
            value={textRu}
            onChange={setTextRu}
            rows={5}
            lengthMax={4_000}
            required
          />
          <TextInput
            label={t("notices.titleEn")}
            name="titleEn"
            hint={t("notices.englishHow")}
            value={titleEn}
            onChange={setTitleEn}
            lengthMax={120}
          />
          <TextInput
            label={t("notices.textEn")}
            name="textEn"
            value={textEn}
            onChange={setTextEn}
            rows={4}
            lengthMax={4_000}
          />
        </>
      )}
    </Form>
  );
}

/** Houses one by one; none means all. */
function Houses({
  chosen,
  onChange,
}: {
  chosen: readonly Picked[];
  onChange: (houses: readonly Picked[]) => void;
}) {
  const t = useT();
  return (
    <div>
      <Picker
        label={t("notices.houses")}
        name="buildings"
        hint={t("notices.housesHow")}
        value={undefined}
        search={findHouses}
        onChange={(house) => {
          if (house && chosen.every(({ id }) => id !== house.id)) onChange([...chosen, house]);
        }}
      />
      {chosen.length > 0 ? (
        <ul className={styles["chosen"]}>
          {chosen.map((house) => (
            <li key={house.id}>
              {house.name}
              <Button kind="ghost" onClick={() => onChange(chosen.filter(({ id }) => id !== house.id))}>
                {t("notices.removeHouse")}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
