import { useState } from "react";
import { Dialog } from "../../ui/Dialog.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { parseQuantityText } from "../../ui/parse-quantity-text.ts";
import { useWords } from "../../words/words.ts";
import { DIAL_DIGITS, resourceName } from "./columns.tsx";
import styles from "./ReadingsEntryPage.module.css";
import { type Dial, type Pasted, usedAt } from "./sheet.ts";

/** A pasted cell that can be entered. */
export interface Fit {
  readonly dial: Dial;
  readonly value: bigint;
}

/** What a block from a spreadsheet would enter, cell by cell, before anything is. */
export function PasteDialog({
  pasted,
  onEnter,
  onClose,
}: {
  pasted: readonly Pasted[] | undefined;
  onEnter: (fits: readonly Fit[]) => Promise<void>;
  onClose: () => void;
}) {
  const { t, language } = useWords();
  const [isPending, setPending] = useState(false);
  const judged = (pasted ?? []).map((of) => judge(of));
  const fits = judged.flatMap(({ fit }) => (fit ? [fit] : []));
  const bad = judged.length - fits.length;
  return (
    <Dialog isOpen={pasted !== undefined} onClose={onClose} title={t("metering.paste.title")} isWide>
      <Form
        pending={isPending}
        refusal={undefined}
        submitLabel={t("metering.paste.enter", { count: fits.length })}
        submitDisabledReason={fits.length === 0 ? t("metering.paste.nothing") : undefined}
        onCancel={onClose}
        onSubmit={() => {
          setPending(true);
          void onEnter(fits).finally(() => setPending(false));
        }}
      >
        {bad > 0 && <Note state="warn">{t("metering.paste.bad", { count: bad })}</Note>}
        <div className={styles.pasted} tabIndex={0} role="region" aria-label={t("metering.paste.title")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("metering.flat")}</th>
                <th scope="col">{t("metering.meter")}</th>
                <th scope="col" className="num">
                  {t("metering.before")}
                </th>
                <th scope="col" className="num">
                  {t("metering.now")}
                </th>
                <th scope="col" className="num">
                  {t("metering.used")}
                </th>
                <th scope="col">{t("ui.grid.check")}</th>
              </tr>
            </thead>
            <tbody>
              {judged.map(({ of, fit, problem }, at) => (
                <PastedRow key={`${at}|${of.text}`} of={of} fit={fit} problem={problem} />
              ))}
            </tbody>
          </table>
        </div>
      </Form>
    </Dialog>
  );

  function judge(of: Pasted): { of: Pasted; fit?: Fit; problem?: string } {
    if (!of.line) return { of, problem: t("metering.paste.noFlat", { number: of.named }) };
    if (!of.dial) return { of, problem: t("metering.paste.noMeter") };
    const read = parseQuantityText(of.text, { digits: DIAL_DIGITS, language });
    if (!read.ok || read.value === undefined) return { of, problem: t("metering.unreadable") };
    return { of, fit: { dial: of.dial, value: read.value } };
  }
}

function PastedRow({ of, fit, problem }: { of: Pasted; fit: Fit | undefined; problem: string | undefined }) {
  const { t } = useWords();
  const formats = useFormats();
  const before = of.dial?.scale.previous;
  const used =
    of.line && fit
      ? usedAt(
          {
            ...of.line,
            entered: new Map([
              [fit.dial.key, { value: fit.value, takenOn: "", state: "saved" as const, warnings: [] }],
            ]),
          },
          fit.dial,
        )
      : undefined;
  const isLess = used !== undefined && used < 0n;
  return (
    <tr>
      <th scope="row">{of.named}</th>
      <td>{of.dial ? resourceName(t, of.dial.meter.resource) : "—"}</td>
      <td className="num t3">{before ? formats.quantity(before.value) : "—"}</td>
      <td className="num strong">{fit ? formats.quantity(fit.value) : of.text}</td>
      <td className="num">{used === undefined ? "—" : formats.quantity(used)}</td>
      <td className={problem ? "danger" : isLess ? "warn" : "ok"}>
        {problem ?? t(isLess ? "metering.paste.less" : "metering.paste.fits")}
      </td>
    </tr>
  );
}
