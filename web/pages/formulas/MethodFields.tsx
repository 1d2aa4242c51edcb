import { Select } from "../../ui/Select.tsx";
import { useT } from "../../words/words.ts";
import styles from "./formulas.module.css";
import { LAW_METHODS, type MethodDraft } from "./method-draft.ts";
import { type Unit, useFormula, useFormulas } from "./queries.ts";

/** How a service is calculated: an own formula or the law's price, what volume, what area, what rounding. */
export function MethodFields({
  value,
  onChange,
  unit,
  isMetered,
  takes,
}: {
  value: MethodDraft;
  onChange: (value: MethodDraft) => void;
  /** Of the service; undefined until it is chosen. */
  unit: Unit | undefined;
  /** Meters and readings are of services that bill a resource. */
  isMetered: boolean;
  /** A decision takes approved versions only; a trial any that is not retired. */
  takes: "approved" | "any";
}) {
  const t = useT();
  const formulas = useFormulas();
  const chosen = useFormula(value.formula?.code);
  const suitable = (formulas.data?.formulas ?? []).filter((one) => one.unit === unit);
  const versions = (chosen.data?.versions ?? []).filter(({ state }) =>
    takes === "approved" ? state === "approved" : state !== "retired",
  );
  const put = (changes: Partial<MethodDraft>): void => onChange({ ...value, ...changes });
  const notMetered = isMetered ? undefined : t("methods.notMetered");
  return (
    <>
      <Select
        label={t("methods.formula")}
        name="formula"
        value={value.formula?.code ?? ""}
        options={[
          { value: "", label: t("methods.noFormula") },
          ...suitable.map(({ code, title }) => ({ value: code, label: title })),
        ]}
        hint={suitable.length === 0 && unit !== undefined ? t("methods.noFormulaOf") : undefined}
        onChange={(code) => {
          const newest = suitable.find((one) => one.code === code);
          put({ formula: newest && { code: newest.code, version: newest.version } });
        }}
      />
      {value.formula && (
        <Select
          label={t("methods.version")}
          value={
            versions.some(({ version }) => version === value.formula?.version)
              ? String(value.formula.version)
              : undefined
          }
          options={versions.map(({ version, state }) => ({
            value: String(version),
            label: `${t("formulas.versionNo", { version })}, ${t(`formulas.state.${state}`)}`,
          }))}
          hint={
            chosen.data && versions.length === 0 ? (
              <span className="danger">{t("methods.noneApproved")}</span>
            ) : undefined
          }
          onChange={(version) =>
            value.formula &&
            put({ formula: { code: value.formula.code, version: Number(version ?? value.formula.version) } })
          }
          required
        />
      )}
      <Select
        label={t("methods.law")}
        name="method"
        value={value.method ?? ""}
        options={[
          { value: "", label: t("methods.byTerms") },
          ...LAW_METHODS.map((method) => ({
            value: method as string,
            label: t.of("tariffs.method", method),
          })),
        ]}
        onChange={(method) => put({ method: method === "" ? undefined : method })}
      />
      <div className={styles.pair}>
        <Select
          label={t("methods.volume")}
          name="volume"
          value={value.volume}
          disabledReason={notMetered}
          options={(["law", "norm"] as const).map((one) => ({
            value: one,
            label: t(`methods.volume.${one}`),
          }))}
          onChange={(volume) => put({ volume: volume ?? "law" })}
        />
        <Select
          label={t("methods.missing")}
          name="missing"
          value={value.missing}
          disabledReason={notMetered}
          options={(["law", "norm", "nothing"] as const).map((one) => ({
            value: one,
            label: t(`methods.missing.${one}`),
          }))}
          onChange={(missing) => put({ missing: missing ?? "law" })}
        />
        <Select
          label={t("methods.area")}
          name="area"
          value={value.area}
          options={(["total", "heated"] as const).map((one) => ({
            value: one,
            label: t(`methods.area.${one}`),
          }))}
          onChange={(area) => put({ area: area ?? "total" })}
        />
        <Select
          label={t("methods.rounding")}
          name="rounding"
          value={value.rounding}
          options={(["kopecks", "kopecks_down", "roubles"] as const).map((one) => ({
            value: one,
            label: t(`methods.rounding.${one}`),
          }))}
          onChange={(rounding) => put({ rounding: rounding ?? "kopecks" })}
        />
      </div>
    </>
  );
}
