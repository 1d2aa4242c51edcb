import { IconKeyboard } from "@tabler/icons-react";
import { Keys } from "../ui/Keys.tsx";
import { useT } from "../words/words.ts";
import type { Demo } from "./demo.ts";
import { Go } from "./Go.tsx";
import styles from "./SignInPage.module.css";

/** What a newcomer may try, each with its way in. */
export function ThingsToTry({ things }: { things: NonNullable<Demo["things"]> }) {
  const t = useT();
  return (
    <aside className={styles.things} aria-label={t("signIn.things")}>
      <h2>{t("signIn.things")}</h2>
      <p className="label t2">{t("signIn.thingsAbout")}</p>
      <ol>
        {things.map(({ name, about, href }, index) => (
          <li key={href}>
            <span className={styles.number} aria-hidden>
              {index + 1}
            </span>
            <div>
              <Go to={href} className={styles.thing}>
                {name}
              </Go>
              <p className="t2">{about}</p>
            </div>
          </li>
        ))}
      </ol>
      <p className={`label t2 row ${styles.keys}`}>
        <IconKeyboard size={16} aria-hidden /> <Keys of="F1" /> {t("shell.help")}
      </p>
    </aside>
  );
}
