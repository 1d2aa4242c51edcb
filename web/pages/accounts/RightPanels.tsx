import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Select } from "../../ui/Select.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useWords } from "../../words/words.ts";
import { useCategories } from "../benefits/queries.ts";
import { type Card, useEntitle, usePeople } from "./queries.ts";

/** A resident's category by a document, from a day on. */
export function GrantRightPanel({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t, language } = useWords();
  const { day } = useFormats();
  const { today, period } = useWork();
  const people = usePeople(card.number, undefined);
  const categories = useCategories();
  const [resident, setResident] = useState<string>();
  const [category, setCategory] = useState<string>();
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const [document, setDocument] = useState("");
  const entitle = useEntitle(card.number);
  const submit = (): void => {
    if (resident === undefined || category === undefined || from === undefined) return;
    entitle.mutate(
      {
        resident: Number(resident),
        category,
        from,
        ...(to === undefined ? {} : { to }),
        document: document.trim(),
      },
      {
        onSuccess: () => {
          toast({ kind: "ok", text: t("benefits.right.granted", { day: day(from) }) });
          onClose();
        },
      },
    );
  };
  return (
    <SidePanel
      title={t("benefits.right.title")}
      subtitle={card.holder?.holderName}
      keys={[["Ctrl+Enter", t("benefits.right.grant")]]}
      onClose={onClose}
    >
      <Form
        pending={entitle.isPending}
        refusal={troubleOf(entitle.error ?? categories.error ?? people.error)}
        submitLabel={t("benefits.right.grant")}
        onCancel={onClose}
        onSubmit={submit}
      >
        <p className="t2">{t("benefits.right.about")}</p>
        <Select
          label={t("benefits.right.who")}
          name="resident"
          required
          value={resident}
          onChange={setResident}
          options={(people.data?.people ?? []).map(({ no, name }) => ({ value: String(no), label: name }))}
        />
        <Select
          label={t("benefits.category")}
          name="category"
          required
          value={category}
          onChange={setCategory}
          options={(categories.data?.categories ?? []).map(({ code, nameRu, nameEn }) => ({
            value: code,
            label: language === "ru" ? nameRu : nameEn,
          }))}
        />
        <DateInput
          label={t("benefits.right.from")}
          name="from"
          required
          today={today}
          period={period}
          value={from}
          onChange={setFrom}
        />
        <DateInput
          label={t("benefits.right.to")}
          name="to"
          today={today}
          period={period}
          value={to}
          onChange={setTo}
          hint={t("benefits.right.toHint")}
        />
        <TextInput
          label={t("benefits.right.document")}
          name="document"
          required
          lengthMax={300}
          value={document}
          onChange={setDocument}
          hint={t("benefits.right.documentHint")}
        />
      </Form>
    </SidePanel>
  );
}

interface Right {
  readonly resident: number;
  readonly code: string;
  readonly from: string;
}

/** A right that runs ends on a day; what was before it stays. */
export function EndRightPanel({ card, right, onClose }: { card: Card; right: Right; onClose: () => void }) {
  const { t } = useWords();
  const { day } = useFormats();
  const { today, period } = useWork();
  const people = usePeople(card.number, undefined);
  const [to, setTo] = useState<string | undefined>(today);
  const entitle = useEntitle(card.number);
  const person = people.data?.people.find(({ no }) => no === right.resident);
  const benefit = person?.benefits.find(({ code, from }) => code === right.code && from === right.from);
  const trouble = troubleOf(people.error);
  return (
    <SidePanel
      title={t("benefits.right.endTitle")}
      subtitle={person?.name}
      keys={[["Ctrl+Enter", t("benefits.right.endIt")]]}
      onClose={onClose}
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void people.refetch()} />
      ) : !people.data ? (
        <LoadingRows rows={3} columns={1} />
      ) : !person || !benefit ? (
        <p>{t("benefits.right.gone")}</p>
      ) : (
        <Form
          pending={entitle.isPending}
          refusal={troubleOf(entitle.error)}
          submitLabel={t("benefits.right.endIt")}
          isDangerous
          onCancel={onClose}
          onSubmit={() => {
            if (to === undefined) return;
            entitle.mutate(
              {
                resident: right.resident,
                category: right.code,
                from: right.from,
                to,
                document: benefit.document,
              },
              {
                onSuccess: () => {
                  toast({ kind: "ok", text: t("benefits.right.ended", { day: day(to) }) });
                  onClose();
                },
              },
            );
          }}
        >
          <p className="t2">
            {t("benefits.right.endAbout", {
              name: person.name,
              category: benefit.name,
              from: day(benefit.from),
            })}
          </p>
          <DateInput
            label={t("benefits.right.lastDay")}
            name="to"
            required
            today={today}
            period={period}
            value={to}
            onChange={setTo}
          />
        </Form>
      )}
    </SidePanel>
  );
}
