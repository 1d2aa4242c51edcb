import { IconUpload } from "@tabler/icons-react";
import { useRef } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Note } from "../../ui/Note.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { Empty, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./benefits.module.css";
import { ListReview } from "./ListReview.tsx";
import { useLists, useReceiveList } from "./queries.ts";

/** Lists of beneficiaries that the social office sent; one of them line by line. */
export function ListsTab() {
  const { query } = useAddress();
  const list = Number(query["list"]);
  return Number.isInteger(list) && list > 0 ? <ListReview key={list} list={list} /> : <Lists />;
}

function Lists() {
  const t = useT();
  const { set } = useAddress();
  const { count, instant } = useFormats();
  const lists = useLists();
  const receive = useReceiveList();
  const chosen = useRef<HTMLInputElement>(null);
  const text = useProblemText();
  const choose = (): void => chosen.current?.click();
  useHotkeys([{ keys: "Insert", label: t("benefits.lists.upload"), run: choose }]);
  const trouble = troubleOf(lists.error);
  const refused = troubleOf(receive.error);
  const send = (file: File | undefined): void => {
    if (!file) return;
    receive.mutate(file, {
      onSuccess: ({ list, isNew }) => {
        if (!isNew) toast({ kind: "info", text: t("benefits.lists.sameFile") });
        set({ list: String(list) }, "push");
      },
    });
  };
  return (
    <div className={styles["main"]}>
      <div className={styles["bar"]}>
        <p className="t2">{t("benefits.lists.about")}</p>
        <input
          ref={chosen}
          type="file"
          className="hidden"
          tabIndex={-1}
          aria-label={t("benefits.lists.file")}
          accept=".dbf,.xlsx,.csv,.txt"
          onChange={(event) => {
            send(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <Button icon={<IconUpload size={16} />} hotkey="Insert" pending={receive.isPending} onClick={choose}>
          {t("benefits.lists.upload")}
        </Button>
      </div>
      {refused && (
        <Note state="danger" isAlert>
          {text(refused)}
        </Note>
      )}
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void lists.refetch()} />
      ) : !lists.data ? (
        <LoadingRows rows={4} columns={5} />
      ) : lists.data.lists.length === 0 ? (
        <Empty title={t("benefits.lists.none")}>{t("benefits.lists.noneHow")}</Empty>
      ) : (
        <div className={styles["wide"]}>
          <table className={styles["table"]} aria-label={t("benefits.tab.lists")}>
            <thead>
              <tr>
                <th scope="col">{t("benefits.lists.file")}</th>
                <th scope="col">{t("benefits.lists.received")}</th>
                <th scope="col" className={styles["n"]}>
                  {t("benefits.lists.lines")}
                </th>
                <th scope="col" className={styles["n"]}>
                  {t("benefits.lists.decided")}
                </th>
                <th scope="col" className={styles["n"]}>
                  {t("benefits.lists.unread")}
                </th>
              </tr>
            </thead>
            <tbody>
              {lists.data.lists.map((one) => (
                <tr key={one.list}>
                  <th scope="row">
                    <Go to={paths.benefits({ tab: "lists", list: one.list })}>{one.fileName}</Go>
                  </th>
                  <td className={styles["day"]}>{instant(one.receivedAt)}</td>
                  <td className={styles["n"]}>{count(one.rows)}</td>
                  <td className={styles["n"]}>{count(one.decided)}</td>
                  <td className={styles["n"]}>{count(one.refused)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
