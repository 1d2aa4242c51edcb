import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Empty, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useWords } from "../../words/words.ts";
import { useServices } from "../addresses/queries.ts";
import styles from "./benefits.module.css";
import { NormsPanel } from "./NormsPanel.tsx";
import { type Category, type Rule, type SocialNorm, useCategories } from "./queries.ts";
import { RulePanel } from "./RulePanel.tsx";

/** What each category gets of which service, and the norms of area that limit it. */
export function CategoriesTab() {
  const { t } = useWords();
  const { query, set } = useAddress();
  const { may, today } = useWork();
  const [isPastShown, setIsPastShown] = useState(false);
  const categories = useCategories();
  const panel = query["panel"];
  const mayNot = may("benefits.rules") ? undefined : t("benefits.mayNotSet");
  const open = (value: string | undefined): void => set({ panel: value }, "push");
  useHotkeys([
    {
      keys: "Insert",
      label: t("benefits.newCategory"),
      run: () => {
        if (mayNot === undefined) open("category");
      },
    },
  ]);
  const trouble = troubleOf(categories.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void categories.refetch()} />;
  if (!categories.data) return <LoadingRows rows={12} columns={6} />;
  const { categories: list, socialNorms } = categories.data;
  const isSeen = ({ to }: { to?: string | undefined }): boolean =>
    isPastShown || to === undefined || to > today;
  const ofPanel = panel?.startsWith("rule:") ? list.find(({ code }) => code === panel.slice(5)) : undefined;
  return (
    <>
      <div className={panel === undefined ? styles["main"] : styles["beside"]}>
        <div className={styles["bar"]}>
          <p className="t2">{t("benefits.categoriesAbout")}</p>
          <Checkbox checked={isPastShown} onChange={setIsPastShown}>
            {t("benefits.past")}
          </Checkbox>
          <Button
            icon={<IconPlus size={16} />}
            hotkey="Insert"
            disabledReason={mayNot}
            onClick={() => open("category")}
          >
            {t("benefits.newCategory")}
          </Button>
        </div>
        {list.length === 0 && <Empty title={t("benefits.none")}>{t("benefits.noneHow")}</Empty>}
        {list.map((category) => (
          <CategorySection
            key={category.code}
            category={category}
            rules={category.rules.filter(isSeen)}
            mayNot={mayNot}
            onAdd={() => open(`rule:${category.code}`)}
          />
        ))}
        <Norms norms={socialNorms.filter(isSeen)} mayNot={mayNot} onSet={() => open("norms")} />
      </div>
      {panel === "norms" ? (
        <NormsPanel norms={socialNorms} onClose={() => open(undefined)} />
      ) : panel === "category" ? (
        <RulePanel key="new" category={undefined} onClose={() => open(undefined)} />
      ) : ofPanel ? (
        <RulePanel key={ofPanel.code} category={ofPanel} onClose={() => open(undefined)} />
      ) : null}
    </>
  );
}

function CategorySection({
  category,
  rules,
  mayNot,
  onAdd,
}: {
  category: Category;
  rules: readonly Rule[];
  mayNot: string | undefined;
  onAdd: () => void;
}) {
  const { t, language } = useWords();
  const { quantity } = useFormats();
  const { today } = useWork();
  const services = useServices();
  const name = language === "ru" ? category.nameRu : category.nameEn;
  const serviceOf = (code: string): string => {
    const known = services.data?.services.find((one) => one.code === code);
    return (language === "ru" ? known?.nameRu : known?.nameEn) ?? code;
  };
  return (
    <section className={styles["section"]} aria-label={name}>
      <div className={styles["head"]}>
        <h2>{name}</h2>
        <span className={styles["code"]}>{category.code}</span>
        <span className="spread" />
        <Button kind="ghost" disabledReason={mayNot} onClick={onAdd}>
          {t("benefits.newRule")}
        </Button>
      </div>
      {rules.length === 0 ? (
        <p className="t2">{t("benefits.noRules")}</p>
      ) : (
        <div
          className={styles["wide"]}
          role="region"
          aria-label={t("benefits.rulesOf", { name })}
          tabIndex={0}
        >
          <table className={styles["table"]} aria-label={t("benefits.rulesOf", { name })}>
            <thead>
              <tr>
                <th scope="col">{t("benefits.service")}</th>
                <th scope="col" className={styles["n"]}>
                  {t("benefits.percent")}
                </th>
                <th scope="col">{t("benefits.covers")}</th>
                <th scope="col">{t("benefits.limits")}</th>
                <th scope="col">{t("benefits.mode")}</th>
                <th scope="col">{t("benefits.days")}</th>
                <th scope="col">{t("benefits.act")}</th>
              </tr>
            </thead>
            <tbody>
              {rules.map((rule) => (
                <tr
                  key={`${rule.service}|${rule.from}`}
                  className={rule.to !== undefined && rule.to <= today ? styles["past"] : undefined}
                >
                  <th scope="row">{serviceOf(rule.service)}</th>
                  <td className={styles["n"]}>{quantity(rule.percent)} %</td>
                  <td>{t(`benefits.covers.${rule.covers}`)}</td>
                  <td>
                    {t(`benefits.volume.${rule.volume}`)}, {t(`benefits.area.${rule.area}`)}
                  </td>
                  <td>{t(`benefits.mode.${rule.mode}`)}</td>
                  <td className={styles["day"]}>
                    <Span of={rule} />
                  </td>
                  <td>{rule.act}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Norms({
  norms,
  mayNot,
  onSet,
}: {
  norms: readonly SocialNorm[];
  mayNot: string | undefined;
  onSet: () => void;
}) {
  const { t } = useWords();
  const { quantity } = useFormats();
  return (
    <section className={styles["section"]} aria-label={t("benefits.norms")}>
      <div className={styles["head"]}>
        <h2>{t("benefits.norms")}</h2>
        <span className="spread" />
        <Button kind="ghost" disabledReason={mayNot} onClick={onSet}>
          {t("benefits.newNorms")}
        </Button>
      </div>
      {norms.length === 0 ? (
        <p className="t2">{t("benefits.noNorms")}</p>
      ) : (
        <table className={styles["table"]} aria-label={t("benefits.norms")}>
          <thead>
            <tr>
              <th scope="col">{t("benefits.family")}</th>
              <th scope="col" className={styles["n"]}>
                {t("benefits.areaPerPerson")}
              </th>
              <th scope="col">{t("benefits.days")}</th>
              <th scope="col">{t("benefits.act")}</th>
            </tr>
          </thead>
          <tbody>
            {norms.map((norm) => (
              <tr key={`${norm.persons}|${norm.from}`}>
                <th scope="row">
                  {t(`benefits.persons.${norm.persons === 1 ? "1" : norm.persons === 2 ? "2" : "3"}`)}
                </th>
                <td className={styles["n"]}>{quantity(norm.areaPerPerson)}</td>
                <td className={styles["day"]}>
                  <Span of={norm} />
                </td>
                <td>{norm.act}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Span({ of }: { of: { readonly from: string; readonly to?: string | undefined } }) {
  const { t } = useWords();
  const { day } = useFormats();
  return of.to === undefined ? t("benefits.since", { day: day(of.from) }) : `${day(of.from)} – ${day(of.to)}`;
}
