import { useMantineColorScheme } from "@mantine/core";
import { lazy, Suspense, useContext, useEffect } from "react";
import { KEEP_TRANSITIONS } from "../../shell/colours.ts";
import { LanguageContext } from "../../shell/LanguageContext.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { useT } from "../../words/words.ts";
import styles from "./Kit.module.css";

const sections = [
  lazy(async () => ({ default: (await import("./FieldsSection.tsx")).FieldsSection })),
  lazy(async () => ({ default: (await import("./GridSection.tsx")).GridSection })),
  lazy(async () => ({ default: (await import("./ChartsSection.tsx")).ChartsSection })),
];

/** Every part of the kit in every state: looked at whenever one of them changes. */
export function KitPage() {
  const t = useT();
  const { language, choose } = useContext(LanguageContext);
  const { colorScheme, setColorScheme } = useMantineColorScheme(KEEP_TRANSITIONS);
  useEffect(() => {
    document.title = `${t("kit.title")} · Pay-logic`;
  }, [t]);
  return (
    <main className={styles.kit}>
      <header className={styles.head}>
        <h1 className="spread">{t("kit.title")}</h1>
        <Segmented
          label={t("shell.language")}
          value={language}
          onChange={(next) => void choose(next)}
          options={[
            { value: "ru", label: "Русский" },
            { value: "en", label: "English" },
          ]}
        />
        <Segmented
          label={t("shell.theme")}
          value={colorScheme}
          onChange={setColorScheme}
          options={(["light", "dark", "auto"] as const).map((value) => ({
            value,
            label: t(`shell.theme.${value}`),
          }))}
        />
      </header>
      {sections.map((Section, index) => (
        <Suspense key={index}>
          <Section />
        </Suspense>
      ))}
    </main>
  );
}
