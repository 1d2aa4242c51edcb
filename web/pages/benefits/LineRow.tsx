import { useState } from "react";
import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Select } from "../../ui/Select.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/words.ts";
import styles from "./benefits.module.css";
import type { ReviewedLine, useDecideLines } from "./queries.ts";

/** What the office wrote, whom it may mean with what speaks against it, and the decision. */
export function LineRow({ line, decide }: { line: ReviewedLine; decide: ReturnType<typeof useDecideLines> }) {
  const { t } = useWords();
  const { day } = useFormats();
  return (
    <tr>
      <td className={styles["n"]}>{line.line}</td>
      <th scope="row">
        {line.name}
        <div className="label t3">
          {[line.born === undefined ? "" : day(line.born), line.snils].filter(Boolean).join(" · ")}
        </div>
        <div className="label t3">{line.address}</div>
      </th>
      <td>
        {line.code}
        {line.percent === "" ? "" : `, ${line.percent} %`}
        <div className="label t3">{line.category ?? t("benefits.lists.noCategory")}</div>
        <div className="label t3">
          {line.to === undefined
            ? t("benefits.since", { day: day(line.from) })
            : `${day(line.from)} – ${day(line.to)}`}
        </div>
      </td>
      <td>
        {line.candidates.length === 0
          ? t("benefits.lists.nobody")
          : line.candidates.map((one) => (
              <div key={`${one.account}|${one.resident}`}>
                {one.name}
                {one.born === undefined ? "" : `, ${day(one.born)}`}{" "}
                <Go to={paths.account(one.account, { tab: "people" })}>{one.account}</Go>
                {one.doubts.length > 0 && (
                  <div className="label warn">
                    {one.doubts.map((doubt) => t(`benefits.lists.doubt.${doubt}`)).join("; ")}
                  </div>
                )}
              </div>
            ))}
      </td>
      <td>{line.decision ? <Decided of={line.decision} /> : <Decision line={line} decide={decide} />}</td>
    </tr>
  );
}

function Decided({ of }: { of: NonNullable<ReviewedLine["decision"]> }) {
  const { t } = useWords();
  const { instant } = useFormats();
  return (
    <>
      <Chip state={of.decision === "accepted" ? "ok" : "mute"}>{t(`benefits.lists.${of.decision}`)}</Chip>
      {of.account !== undefined && (
        <div>
          <Go to={paths.account(of.account, { tab: "people" })}>{of.account}</Go>
        </div>
      )}
      <div className="label t3">{[of.reason, instant(of.decidedAt)].filter(Boolean).join(" · ")}</div>
    </>
  );
}

function Decision({ line, decide }: { line: ReviewedLine; decide: ReturnType<typeof useDecideLines> }) {
  const { t } = useWords();
  const [first] = line.candidates;
  const [whom, setWhom] = useState<string | undefined>(
    line.candidates.length === 1 && first ? `${first.account}|${first.resident}` : undefined,
  );
  const [reason, setReason] = useState<string>();
  const chosen = line.candidates.find((one) => `${one.account}|${one.resident}` === whom);
  const may =
    line.category === undefined
      ? t("benefits.lists.codesFirst")
      : chosen
        ? undefined
        : t("benefits.lists.whomFirst");
  if (reason !== undefined) {
    return (
      <div className={styles["decision"]}>
        <TextInput
          label={t("benefits.lists.reason", { line: line.line })}
          value={reason}
          onChange={setReason}
          lengthMax={500}
          autoFocus
        />
        <Button
          kind="danger"
          pending={decide.isPending}
          disabledReason={reason.trim() === "" ? t("benefits.lists.reasonFirst") : undefined}
          onClick={() => decide.mutate([{ line: line.line, decision: "refused", reason: reason.trim() }])}
        >
          {t("benefits.lists.refuse")}
        </Button>
        <Button kind="ghost" onClick={() => setReason(undefined)}>
          {t("ui.cancel")}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles["decision"]}>
      {line.candidates.length > 1 && (
        <Select
          label={t("benefits.lists.whom", { line: line.line })}
          value={whom}
          onChange={setWhom}
          options={line.candidates.map((one) => ({
            value: `${one.account}|${one.resident}`,
            label: `${one.name}, ${one.account}`,
          }))}
        />
      )}
      {line.candidates.length > 0 && line.state !== "known" && (
        <Button
          pending={decide.isPending}
          disabledReason={may}
          onClick={() => {
            if (!chosen) return;
            const { account, resident } = chosen;
            decide.mutate([{ line: line.line, decision: "accepted", account, resident, reason: "" }]);
          }}
        >
          {t("benefits.lists.accept")}
        </Button>
      )}
      <Button kind="ghost" onClick={() => setReason("")}>
        {t("benefits.lists.refuseIt")}
      </Button>
    </div>
  );
}
