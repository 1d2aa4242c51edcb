import { useState } from "react";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { useGo } from "../../shell/Go.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import { useFormats } from "../../ui/formats.ts";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { type Trial, useApplyTrial } from "./trial-queries.ts";

/** Puts what was tried in force from a day, by a document; confirmed by typing whom it concerns. */
export function ApplyDialog({
  trial,
  isOpen,
  onClose,
}: {
  trial: Trial;
  isOpen: boolean;
  onClose: () => void;
}) {
  const t = useT();
  const go = useGo();
  const formats = useFormats();
  const { today, period } = useWork();
  const [from, setFrom] = useState<string | undefined>(`${trial.period}-01`);
  const [basis, setBasis] = useState("");
  const applying = useApplyTrial(trial.job);
  const service = String(trial.change["service"] ?? "");
  const toMethods = trial.change["kind"] === "method";
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t("trial.applyTitle")}
      confirmLabel={t("trial.apply")}
      typeToConfirm={formats.count(trial.affected)}
      pending={applying.isPending}
      refusal={applying.error ?? undefined}
      onClose={onClose}
      onConfirm={() =>
        applying.mutate(
          { from: from ?? "", basis: basis.trim() },
          {
            onSuccess: () => {
              onClose();
              toast({
                kind: "ok",
                text: t("trial.applied", { day: formats.day(from ?? "") }),
                action: {
                  label: t("trial.see"),
                  run: () => go(toMethods ? paths.methods({ service }) : paths.tariffs({ service })),
                },
              });
            },
          },
        )
      }
    >
      <p>
        {t("trial.applySays", {
          affected: formats.count(trial.affected),
          difference: formats.change(BigInt(trial.after) - BigInt(trial.before)),
        })}
      </p>
      <DateInput
        label={t("tariffs.fromDay")}
        name="from"
        value={from}
        today={today}
        period={period}
        onChange={setFrom}
        required
        autoFocus
      />
      <TextInput
        label={t("methods.basis")}
        name="basis"
        value={basis}
        onChange={setBasis}
        lengthMax={300}
        required
        hint={t("tariffs.basisHint")}
      />
    </ConfirmDialog>
  );
}
