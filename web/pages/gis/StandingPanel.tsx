import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { Select } from "../../ui/Select.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { IdentifiersReview } from "./IdentifiersReview.tsx";
import { ACCOUNT_KINDS, type Standing, useKeepSettings } from "./queries.ts";
import styles from "./gis.module.css";

/** One company: its registration, what is known, what to do next. */
export function StandingPanel({ of, onClose }: { of: Standing; onClose: () => void }) {
  const t = useT();
  const { count } = useFormats();
  const { may } = useWork();
  const facts = [
    [t("gis.requisites"), of.requisites ? t("gis.present") : t("gis.absent")],
    [t("gis.services"), t("gis.part", { known: of.services.known, total: of.services.total })],
    [t("gis.houses"), t("gis.part", { known: of.houses.known, total: of.houses.total })],
    [t("gis.premises"), count(of.premises)],
    [t("gis.accounts"), t("gis.part", { known: count(of.accounts.known), total: count(of.accounts.total) })],
    [t("gis.documents"), count(of.documents)],
    [t("gis.openThings"), count(of.open)],
  ] as const;
  return (
    <SidePanel title={of.name} onClose={onClose}>
      <Note state={of.next === "none" ? "ok" : "warn"}>
        <div>{t(`gis.how.${of.next}`)}</div>
        {of.next === "services" ? (
          <div>
            <Go to={paths.gis({ tab: "services" })}>{t("gis.tab.services")}</Go>
          </div>
        ) : null}
        {of.next === "accounts" || of.next === "answers" ? (
          <div>
            <Go to={paths.gis({ tab: "exchange" })}>{t("gis.tab.exchange")}</Go>
          </div>
        ) : null}
      </Note>
      <dl className={styles["facts"]}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3 className={styles["part"]}>{t("gis.registration")}</h3>
      {may("gis.settings") ? <Registration of={of} /> : <p className="t2">{t("gis.mayNotSet")}</p>}
      <h3 className={styles["part"]}>{t("gis.identifiers")}</h3>
      <p className="t2">{t("gis.identifiersAbout")}</p>
      <p>
        <a href={`/api/gis/identifiers/file?organization=${of.organization}`} download>
          <IconDownload size={16} aria-hidden /> {t("gis.identifiersFile")}
        </a>
      </p>
      {may("gis.settings") ? <IdentifiersReview organization={of.organization} /> : null}
    </SidePanel>
  );
}

function Registration({ of }: { of: Standing }) {
  const t = useT();
  const keeping = useKeepSettings();
  const [ppaGuid, setGuid] = useState(of.ppaGuid ?? "");
  const [accountKind, setKind] = useState(of.accountKind ?? "UO");
  return (
    <Form
      pending={keeping.isPending}
      refusal={troubleOf(keeping.error)}
      submitLabel={t("gis.keep")}
      onSubmit={() =>
        keeping.mutate(
          { participant: { organization: of.organization, ppaGuid: ppaGuid.trim(), accountKind } },
          { onSuccess: () => toast({ kind: "ok", text: t("gis.kept") }) },
        )
      }
    >
      <TextInput
        label={t("gis.ppaGuid")}
        name="ppaGuid"
        required
        lengthMax={36}
        value={ppaGuid}
        onChange={setGuid}
        hint={t("gis.ppaGuidHint")}
      />
      <Select
        label={t("gis.accountKind")}
        name="accountKind"
        value={accountKind}
        onChange={(value) => setKind((value ?? "UO") as typeof accountKind)}
        options={ACCOUNT_KINDS.map((value) => ({ value, label: t(`gis.kind.${value}`) }))}
      />
    </Form>
  );
}
