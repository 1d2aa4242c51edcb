import { useWords } from "./words/words.ts";

const PARTS = ["what", "why", "who", "long", "cookies", "rights"] as const;

/** What is kept about people, why, for how long, and what they may ask for. */
export function Privacy() {
  const { t } = useWords();
  return (
    <div className="wrap narrow">
      <div className="head">
        <h1>{t("privacy.title")}</h1>
        <p className="lead">{t("privacy.lead")}</p>
      </div>
      <div className="card prose">
        {PARTS.map((part) => (
          <section key={part}>
            <h2>{t(`privacy.${part}`)}</h2>
            <p>{t(`privacy.${part}About`)}</p>
          </section>
        ))}
      </div>
    </div>
  );
}
