import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { QuantityInput } from "../../ui/QuantityInput.tsx";
import { Select } from "../../ui/Select.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useWords } from "../../words/words.ts";
import { useServices } from "../addresses/queries.ts";
import styles from "./benefits.module.css";
import { type Category, type Rule, useSetCategory } from "./queries.ts";

/** What a category gets of a service from a day on; without a category, one that is new. */
export function RulePanel({ category, onClose }: { category: Category | undefined; onClose: () => void }) {
  const { t, language } = useWords();
  const { day } = useFormats();
  const { today } = useWork();
  const services = useServices();
  const [code, setCode] = useState("");
  const [nameRu, setNameRu] = useState("");
  const [nameEn, setNameEn] = useState("");
  const [service, setService] = useState<string>();
  const [percent, setPercent] = useState<bigint>();
  const [covers, setCovers] = useState<Rule["covers"]>("person");
  const [volume, setVolume] = useState<Rule["volume"]>("within_norm");
  const [area, setArea] = useState<Rule["area"]>("social_norm");
  const [mode, setMode] = useState<Rule["mode"]>("discount");
  const [from, setFrom] = useState<string>();
  const [act, setAct] = useState("");
  const setting = useSetCategory();
  const submit = (): void => {
    if (service === undefined || percent === undefined || from === undefined) return;
    const rule = { service, percent: String(percent), covers, volume, area, mode, from, act: act.trim() };
    const named = category ?? {
      code: code.trim().toUpperCase(),
      nameRu: nameRu.trim(),
      nameEn: nameEn.trim(),
    };
    setting.mutate(
      { code: named.code, nameRu: named.nameRu, nameEn: named.nameEn, rules: [rule] },
      {
        onSuccess: () => {
          toast({ kind: "ok", text: t("benefits.ruleSet", { day: day(from) }) });
          onClose();
        },
      },
    );
  };
  const name = category && (language === "ru" ? category.nameRu : category.nameEn);
  return (
    <SidePanel
      title={category ? t("benefits.ruleTitle") : t("benefits.categoryTitle")}
      subtitle={name}
      keys={[["Ctrl+Enter", t("benefits.set")]]}
      onClose={onClose}
    >
      <Form
        pending={setting.isPending}
        refusal={troubleOf(setting.error)}
        submitLabel={t("benefits.set")}
        onCancel={onClose}
        onSubmit={submit}
      >
        <p className="t2">{t("benefits.ruleAbout")}</p>
        {!category && (
          <>
            <TextInput
              label={t("benefits.code")}
              name="code"
              required
              autoFocus
              lengthMax={40}
              value={code}
              onChange={setCode}
              hint={t("benefits.codeHint")}
              error={
                code === "" || /^[A-Z][A-Z0-9_]{1,39}$/.test(code.trim().toUpperCase())
                  ? undefined
                  : t("benefits.codeHint")
              }
            />
            <TextInput
              label={t("benefits.nameRu")}
              name="nameRu"
              required
              lengthMax={200}
              value={nameRu}
              onChange={setNameRu}
            />
            <TextInput
              label={t("benefits.nameEn")}
              name="nameEn"
              required
              lengthMax={200}
              value={nameEn}
              onChange={setNameEn}
            />
          </>
        )}
        <Select
          label={t("benefits.service")}
          name="service"
          required
          value={service}
          onChange={setService}
          options={(services.data?.services ?? [])
            .toSorted((a, b) => a.position - b.position)
            .map((one) => ({ value: one.code, label: language === "ru" ? one.nameRu : one.nameEn }))}
        />
        <div className={styles["pair"]}>
          <QuantityInput
            label={t("benefits.percent")}
            name="percent"
            required
            digits={2}
            unit="%"
            value={percent}
            onChange={setPercent}
          />
          <Select
            label={t("benefits.covers")}
            required
            value={covers}
            onChange={(next) => setCovers(next ?? "person")}
            options={(["person", "family"] as const).map((value) => ({
              value,
              label: t(`benefits.covers.${value}`),
            }))}
          />
        </div>
        <Select
          label={t("benefits.volume")}
          required
          value={volume}
          onChange={(next) => setVolume(next ?? "within_norm")}
          options={(["within_norm", "actual"] as const).map((value) => ({
            value,
            label: t(`benefits.volume.${value}`),
          }))}
        />
        <Select
          label={t("benefits.area")}
          required
          value={area}
          onChange={(next) => setArea(next ?? "social_norm")}
          options={(["social_norm", "share"] as const).map((value) => ({
            value,
            label: t(`benefits.area.${value}`),
          }))}
        />
        <Select
          label={t("benefits.mode")}
          required
          value={mode}
          onChange={(next) => setMode(next ?? "discount")}
          options={(["discount", "cash"] as const).map((value) => ({
            value,
            label: t(`benefits.mode.${value}`),
          }))}
        />
        <DateInput
          label={t("benefits.from")}
          name="from"
          required
          today={today}
          value={from}
          onChange={setFrom}
        />
        <TextInput
          label={t("benefits.act")}
          name="act"
          required
          lengthMax={300}
          rows={2}
          value={act}
          onChange={setAct}
          hint={t("benefits.actHint")}
        />
      </Form>
    </SidePanel>
  );
}
