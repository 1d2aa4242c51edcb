import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { Select } from "../../ui/Select.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { BasisField } from "../documents/BasisField.tsx";
import { useBasis } from "../documents/queries.ts";
import { type Card, usePeople, useStateAbsence } from "./queries.ts";

/** A resident's paper is written down; what it would change is shown next, before anybody decides. */
export function AbsencePanel({
  card,
  onClose,
  onStated,
}: {
  card: Card;
  onClose: () => void;
  onStated: (no: number) => void;
}) {
  const t = useT();
  const { today } = useWork();
  const people = usePeople(card.number, undefined);
  const [resident, setResident] = useState<string | undefined>();
  const [left, setLeft] = useState<string | undefined>();
  const [returned, setReturned] = useState<string | undefined>();
  const [appliedOn, setAppliedOn] = useState<string | undefined>(today);
  const basis = useBasis();
  const state = useStateAbsence(card.number);
  return (
    <SidePanel
      title={t("accounts.absence.open")}
      subtitle={card.holder?.holderName}
      keys={[["Ctrl+Enter", t("accounts.absence.state")]]}
      onClose={onClose}
    >
      <Form
        pending={basis.isPending || state.isPending}
        refusal={troubleOf(state.error ?? basis.error)}
        submitLabel={t("accounts.absence.state")}
        onCancel={onClose}
        onSubmit={() => {
          if (resident === undefined || left === undefined || returned === undefined) return;
          const stated = {
            resident: Number(resident),
            left,
            returned,
            appliedOn,
            document: basis.title.trim(),
          };
          basis.keep({ account: card.number }, () =>
            state.mutate(stated, {
              onSuccess: ({ no }) => {
                toast({ kind: "ok", text: t("accounts.absence.stated") });
                onStated(no);
              },
            }),
          );
        }}
      >
        <p className="t2">{t("accounts.absence.about")}</p>
        <Select
          label={t("accounts.absence.who")}
          name="resident"
          required
          value={resident}
          onChange={setResident}
          options={(people.data?.people ?? []).map(({ no, name }) => ({ value: String(no), label: name }))}
        />
        <DateInput
          label={t("accounts.absence.left")}
          name="left"
          required
          today={today}
          value={left}
          onChange={setLeft}
        />
        <DateInput
          label={t("accounts.absence.returned")}
          name="returned"
          required
          today={today}
          value={returned}
          onChange={setReturned}
        />
        <BasisField
          basis={basis}
          label={t("accounts.absence.document")}
          name="document"
          hint={t("accounts.absence.documentHint")}
        />
        <DateInput
          label={t("accounts.absence.appliedOn")}
          name="appliedOn"
          required
          today={today}
          max={today}
          value={appliedOn}
          onChange={setAppliedOn}
        />
      </Form>
    </SidePanel>
  );
}
