import type { OfflinePage } from "../../../src/flows/resident-pages-contract.ts";
import { Question } from "../kit/Form.tsx";
import { useWords } from "../words/words.ts";

/** No connection: readings wait on the device, or a page has never been looked at. */
export function Offline({ page: { hasKept } }: { readonly page: OfflinePage }) {
  const { t } = useWords();
  return (
    <Question title={t(hasKept ? "offline.keptTitle" : "offline.title")}>
      {hasKept && (
        <p className="notice ok" role="status" data-sent-later="" hidden>
          {t("offline.sentLater")}
        </p>
      )}
      <p>{t(hasKept ? "offline.kept" : "offline.about")}</p>
      <p>
        <a className="button wide" href="/lk">
          {t("offline.home")}
        </a>
      </p>
    </Question>
  );
}
