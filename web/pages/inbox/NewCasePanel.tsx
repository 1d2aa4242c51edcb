import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useGo } from "../../shell/Go.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Select } from "../../ui/Select.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { KINDS, type NewCase, recordCase, useDeed } from "./queries.ts";

/** What somebody said at the counter or on the telephone, written down. */
export function NewCasePanel({
  account = "",
  onClose,
}: {
  /** Of whose card it is opened. */
  account?: string;
  onClose: () => void;
}) {
  const t = useT();
  const go = useGo();
  const { day } = useFormats();
  const [of, setOf] = useState<NewCase>({
    kind: "question",
    account,
    text: "",
    authorName: "",
    email: "",
    phone: "",
  });
  const record = useDeed(recordCase);
  const set = (change: Partial<NewCase>): void => setOf({ ...of, ...change });
  return (
    <SidePanel title={t("inbox.record")} isUnsaved={of.text !== ""} onClose={onClose}>
      <Form
        pending={record.isPending}
        refusal={troubleOf(record.error)}
        submitLabel={t("inbox.recordIt")}
        onCancel={onClose}
        onSubmit={() =>
          record.mutate(of, {
            onSuccess: ({ number, dueOn }) => {
              toast({
                kind: "ok",
                text:
                  dueOn === undefined
                    ? t("inbox.recorded", { number })
                    : t("inbox.recordedDue", { number, day: day(dueOn) }),
              });
              go(paths.case(number));
            },
          })
        }
      >
        <TextInput
          label={t("inbox.account")}
          name="account"
          required
          lengthMax={20}
          value={of.account}
          onChange={(account) => set({ account: account.replaceAll(/\D/g, "") })}
        />
        <Select
          label={t("inbox.kind")}
          name="kind"
          required
          value={of.kind}
          onChange={(kind) => set({ kind: kind ?? "question" })}
          options={KINDS.map((value) => ({ value, label: t(`inbox.kind.${value}`) }))}
        />
        <TextInput
          label={t("inbox.author")}
          name="authorName"
          required
          lengthMax={200}
          value={of.authorName}
          onChange={(authorName) => set({ authorName })}
        />
        <TextInput
          label={t("inbox.phone")}
          name="phone"
          type="tel"
          lengthMax={40}
          value={of.phone}
          onChange={(phone) => set({ phone })}
        />
        <TextInput
          label={t("inbox.email")}
          name="email"
          type="email"
          lengthMax={200}
          value={of.email}
          onChange={(email) => set({ email })}
        />
        <TextInput
          label={t("inbox.text")}
          name="text"
          required
          rows={7}
          lengthMax={8000}
          value={of.text}
          onChange={(text) => set({ text })}
        />
      </Form>
    </SidePanel>
  );
}
