import { useParams } from "@tanstack/react-router";
import { IconCheck, IconFlask, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Form } from "../../ui/Form.tsx";
import { Page } from "../../ui/Page.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { draftOf, EMPTY_DRAFT } from "./draft.ts";
import { FormulaEditor } from "./FormulaEditor.tsx";
import styles from "./formulas.module.css";
import { type FormulaVersion, useApproveFormula, useFormula, useRetireFormula } from "./queries.ts";
import { StateChip } from "./StateChip.tsx";
import { Difference, Versions } from "./Versions.tsx";

/** A formula that is not there yet. */
export function NewFormulaPage() {
  const t = useT();
  const go = useGo();
  const { may } = useWork();
  return (
    <Page title={t("formulas.new")} crumbs={<Go to={paths.formulas()}>{t("formulas.title")}</Go>}>
      <FormulaEditor
        code={undefined}
        initial={EMPTY_DRAFT}
        draftKey="formula.new"
        disabledReason={may("formulas.write") ? undefined : t("formulas.notAllowed")}
        onSaved={(code, version) => {
          toast({ kind: "ok", text: t("formulas.saved", { version }) });
          go(paths.formula(code));
        }}
      />
    </Page>
  );
}

/** A formula with its versions: what is read here is one of them, what is saved is the next. */
export function FormulaPage() {
  const { code = "" } = useParams({ strict: false }) as { code?: string };
  const t = useT();
  const { query, set } = useAddress();
  const { may } = useWork();
  const formula = useFormula(code);
  const approving = useApproveFormula();
  const trouble = troubleOf(formula.error);
  const versions = formula.data?.versions ?? [];
  const asked = query["version"];
  const shown = versions.find(({ version }) => String(version) === asked) ?? versions[0];
  const before = shown && versions.find(({ version }) => version === shown.version - 1);
  return (
    <Page
      title={shown?.title ?? code}
      crumbs={<Go to={paths.formulas()}>{t("formulas.title")}</Go>}
      subtitle={shown && `${code} · ${t("formulas.versionNo", { version: shown.version })}`}
      marks={shown && <StateChip state={shown.state} />}
      actions={shown && <Deeds code={code} shown={shown} approving={approving} />}
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void formula.refetch()} />
      ) : shown ? (
        <>
          {approving.error && approving.variables.version === shown.version && (
            <div className={styles.refusal}>
              <Refusal of={approving.error} />
            </div>
          )}
          <FormulaEditor
            key={`${code} ${shown.version}`}
            code={code}
            initial={draftOf(shown)}
            draftKey={`formula.${code}.${shown.version}`}
            disabledReason={may("formulas.write") ? undefined : t("formulas.notAllowed")}
            onSaved={(_, version) => {
              toast({ kind: "ok", text: t("formulas.saved", { version }) });
              set({ version: undefined });
            }}
            aside={
              <>
                {before && <Difference before={before} after={shown} />}
                <Versions code={code} versions={versions} shown={shown.version} />
              </>
            }
          />
        </>
      ) : (
        <LoadingRows rows={12} columns={2} />
      )}
    </Page>
  );
}

/** What is done with a version: a second person approves it, it is tried on the books, it is taken out of use. */
function Deeds({
  code,
  shown,
  approving,
}: {
  code: string;
  shown: FormulaVersion;
  approving: ReturnType<typeof useApproveFormula>;
}) {
  const t = useT();
  const { may } = useWork();
  const go = useGo();
  const [isRetiring, setRetiring] = useState(false);
  const { version, state } = shown;
  const mayNot = may("formulas.approve") ? undefined : t("formulas.notAllowed");
  return (
    <>
      <Button
        icon={<IconFlask size={16} aria-hidden />}
        disabledReason={may("what_if.try") ? undefined : t("formulas.notAllowed")}
        onClick={() => go(paths.trial({ kind: "method", formula: code, version }))}
      >
        {t("formulas.tryIt")}
      </Button>
      {state !== "retired" && (
        <Button
          icon={<IconTrash size={16} aria-hidden />}
          disabledReason={mayNot}
          onClick={() => setRetiring(true)}
        >
          {t("formulas.retire")}
        </Button>
      )}
      {state === "draft" && (
        <Button
          kind="primary"
          icon={<IconCheck size={16} aria-hidden />}
          disabledReason={mayNot}
          pending={approving.isPending}
          onClick={() =>
            approving.mutate(
              { code, version },
              { onSuccess: () => toast({ kind: "ok", text: t("formulas.approved", { version }) }) },
            )
          }
        >
          {t("formulas.approve", { version })}
        </Button>
      )}
      <RetireDialog code={code} version={version} isOpen={isRetiring} onClose={() => setRetiring(false)} />
    </>
  );
}

function RetireDialog({
  code,
  version,
  isOpen,
  onClose,
}: {
  code: string;
  version: number;
  isOpen: boolean;
  onClose: () => void;
}) {
  const t = useT();
  const retiring = useRetireFormula();
  const [reason, setReason] = useState("");
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("formulas.retireNo", { version })}>
      <Form
        pending={retiring.isPending}
        refusal={retiring.error ?? undefined}
        isDangerous
        submitLabel={t("formulas.retire")}
        onCancel={onClose}
        onSubmit={() =>
          retiring.mutate(
            { code, version, reason: reason.trim() },
            {
              onSuccess: () => {
                toast({ kind: "ok", text: t("formulas.retired", { version }) });
                onClose();
              },
            },
          )
        }
      >
        <p className="t2">{t("formulas.retireHow")}</p>
        <TextInput
          label={t("formulas.retireReason")}
          name="reason"
          value={reason}
          onChange={setReason}
          lengthMax={500}
          rows={2}
          required
          autoFocus
        />
      </Form>
    </Dialog>
  );
}
