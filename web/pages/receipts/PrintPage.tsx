import { IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { useJob } from "../../api/jobs.ts";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { type Organization, useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { Empty, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { type Language, useWords } from "../../words/words.ts";
import { BatchList } from "./BatchList.tsx";
import { OneReceipt } from "./OneReceipt.tsx";
import { PreviewCounts } from "./PreviewCounts.tsx";
import { PrintProgress } from "./PrintProgress.tsx";
import { type Codes, type Preview, usePreview, usePrint } from "./queries.ts";
import { Samples } from "./Samples.tsx";
import styles from "./print.module.css";

/** A company's receipts of a month: counts first, samples to look at, the print with its progress, what was printed. */
export function PrintPage() {
  const { t, language } = useWords();
  const formats = useFormats();
  const { organization, period } = useWork();
  const preview = usePreview(organization?.id, period);
  const trouble = troubleOf(preview.error);
  const [printed, setPrinted] = useState<Language>(language);
  return (
    <Page
      title={t("receipts.title")}
      subtitle={t("receipts.subtitle", {
        period: formats.period(period),
        whose: organization?.name ?? t("receipts.chooseOne"),
      })}
      actions={
        organization ? (
          <>
            <Segmented
              label={t("receipts.language")}
              value={printed}
              onChange={setPrinted}
              options={[
                { value: "ru", label: t("receipts.language.ru") },
                { value: "en", label: t("receipts.language.en") },
              ]}
            />
            <Print organization={organization} preview={preview.data} language={printed} />
          </>
        ) : undefined
      }
    >
      <div className={styles["page"]}>
        {organization ? (
          <>
            <Progress />
            {trouble ? (
              <ErrorState of={trouble} onRetry={() => void preview.refetch()} />
            ) : preview.data ? (
              <>
                <PreviewCounts preview={preview.data} />
                <div className={styles["pair"]}>
                  <Samples samples={preview.data.samples} period={period} language={printed} />
                  <OneReceipt period={period} language={printed} />
                </div>
              </>
            ) : (
              <LoadingRows rows={6} columns={3} />
            )}
          </>
        ) : (
          <ChooseOrganization />
        )}
        <BatchList organization={organization?.id} />
      </div>
    </Page>
  );
}

function Print({
  organization,
  preview,
  language,
}: {
  organization: Organization;
  preview: Preview | undefined;
  language: Language;
}) {
  const { t } = useWords();
  const formats = useFormats();
  const { period, may } = useWork();
  const { query, set } = useAddress();
  const [isAsking, setIsAsking] = useState(false);
  const [duplex, setDuplex] = useState(true);
  const [codes, setCodes] = useState<Codes>("none");
  const print = usePrint();
  const job = useJob(numberIn(query["job"]), ["receipts"]);
  const count = formats.count(preview?.receipts ?? 0);
  const disabledReason = !may("receipts.print")
    ? t("receipts.mayNotPrint")
    : preview === undefined
      ? t("receipts.counting")
      : preview.receipts === 0
        ? t("receipts.nothingToPrint", { period: formats.period(period) })
        : job.data?.state === "running"
          ? t("receipts.isPrinting")
          : undefined;
  const ask = (): void => {
    if (disabledReason === undefined) setIsAsking(true);
  };
  useHotkeys([{ keys: "Ctrl+P", label: t("receipts.print"), run: ask }]);
  return (
    <>
      <Button
        kind="primary"
        hotkey="Ctrl+P"
        icon={<IconPrinter size={16} aria-hidden />}
        disabledReason={disabledReason}
        onClick={ask}
      >
        {t("receipts.printCount", { count: preview?.receipts ?? 0, shown: count })}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={
          codes === "apart"
            ? t("access.codesTitle")
            : t("receipts.printTitle", { period: formats.period(period) })
        }
        confirmLabel={t("receipts.print")}
        typeToConfirm={codes === "apart" ? undefined : count}
        pending={print.isPending}
        refusal={troubleOf(print.error)}
        onClose={() => setIsAsking(false)}
        onConfirm={() =>
          print.mutate(
            { organization: organization.id, period, language, duplex, codes },
            {
              onSuccess: ({ id }) => {
                setIsAsking(false);
                set({ job: id }, "push");
              },
            },
          )
        }
      >
        {codes !== "apart" && (
          <>
            <p>
              {t("receipts.printAbout", {
                whose: organization.name,
                receipts: count,
                sheets: formats.count((duplex ? preview?.sheetsApart : preview?.sheets) ?? 0),
                fresh: formats.count((preview?.receipts ?? 0) - (preview?.issued ?? 0)),
              })}
            </p>
            <Checkbox checked={duplex} onChange={setDuplex}>
              {t("receipts.duplex")}
            </Checkbox>
          </>
        )}
        {may("residents.let_in") && (
          <div className={styles["codes"]}>
            <span className="label t2">{t("access.codes")}</span>
            <Segmented
              label={t("access.codes")}
              value={codes}
              onChange={setCodes}
              options={CODES.map((value) => ({ value, label: t(`access.codes.${value}`) }))}
            />
            <p className="t2">{t(`access.codesAbout.${codes}`)}</p>
          </div>
        )}
      </ConfirmDialog>
    </>
  );
}

const CODES: readonly Codes[] = ["none", "behind_receipts", "apart"];

const numberIn = (text: string | undefined): number | undefined =>
  /^[1-9]\d{0,8}$/.test(text ?? "") ? Number(text) : undefined;

/** The job that the address names: a reload, or a colleague, sees the same. */
function Progress() {
  const { query, set } = useAddress();
  const number = numberIn(query["job"]);
  const job = useJob(number, ["receipts"]);
  const trouble = troubleOf(job.error);
  if (number === undefined) return null;
  if (trouble) return <ErrorState of={trouble} onRetry={() => void job.refetch()} />;
  return job.data ? <PrintProgress job={job.data} onClose={() => set({ job: undefined })} /> : null;
}

function ChooseOrganization() {
  const { t } = useWords();
  const { organizations } = useWork();
  return (
    <Empty title={t("receipts.chooseTitle")}>
      <ul className={styles["organizations"]}>
        {organizations.map(({ id, name }) => (
          <li key={id}>
            <Go className="linked" to={paths.print({ organization: id })}>
              {name}
            </Go>
          </li>
        ))}
      </ul>
    </Empty>
  );
}
