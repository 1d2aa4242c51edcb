import { paths } from "../paths.ts";
import { Page } from "../ui/Page.tsx";
import { useT } from "../words/words.ts";
import { Go } from "./Go.tsx";
import styles from "./Frame.module.css";

export function NotFoundPage() {
  const t = useT();
  return (
    <Page title={t("shell.notFound")}>
      <div className={styles.notFound}>
        <p>{t("shell.notFoundHow")}</p>
        <p>
          <Go to={paths.home()}>{t("shell.toHome")}</Go>
        </p>
      </div>
    </Page>
  );
}
