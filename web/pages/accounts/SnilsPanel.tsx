import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { Form } from "../../ui/Form.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { type Card, usePeople, useSetSnils, useSnils } from "./queries.ts";

/** A resident's insurance number, whole for who may see it: looked at is recorded, written is checked by its digits. */
export function SnilsPanel({
  card,
  resident,
  onClose,
}: {
  card: Card;
  resident: number;
  onClose: () => void;
}) {
  const t = useT();
  const people = usePeople(card.number, undefined);
  const known = useSnils(card.number, resident);
  const trouble = troubleOf(known.error);
  return (
    <SidePanel
      title={t("snils.name")}
      subtitle={people.data?.people.find(({ no }) => no === resident)?.name}
      keys={[["Ctrl+Enter", t("snils.write")]]}
      onClose={onClose}
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void known.refetch()} />
      ) : known.data ? (
        <SnilsForm card={card} resident={resident} known={known.data.snils} onClose={onClose} />
      ) : (
        <LoadingRows rows={2} columns={1} />
      )}
    </SidePanel>
  );
}

function SnilsForm({
  card,
  resident,
  known,
  onClose,
}: {
  card: Card;
  resident: number;
  known: string | undefined;
  onClose: () => void;
}) {
  const t = useT();
  const [snils, setSnils] = useState(known === undefined ? "" : grouped(known));
  const setting = useSetSnils(card.number, resident);
  return (
    <Form
      pending={setting.isPending}
      refusal={troubleOf(setting.error)}
      submitLabel={t("snils.write")}
      onCancel={onClose}
      onSubmit={() =>
        setting.mutate(snils, {
          onSuccess: () => {
            toast({ kind: "ok", text: t("snils.written") });
            onClose();
          },
        })
      }
    >
      <p className="t2">{t("snils.about")}</p>
      <TextInput
        label={t("snils.name")}
        name="snils"
        required
        autoFocus
        lengthMax={20}
        value={snils}
        onChange={setSnils}
        hint={t("snils.hint")}
      />
    </Form>
  );
}

/** "16249849404" as it stands on the document: "162-498-494 04". */
const grouped = (digits: string): string => digits.replace(/^(\d{3})(\d{3})(\d{3})(\d{2})$/, "$1-$2-$3 $4");
