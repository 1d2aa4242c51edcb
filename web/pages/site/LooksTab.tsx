import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Form } from "../../ui/Form.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { FileButton } from "../gis/FileButton.tsx";
import { PICTURES } from "./FilesTab.tsx";
import { type Site, useAddFile, useChooseAccent } from "./queries.ts";
import styles from "./site.module.css";

/** The company's mark and its one colour; the layout is that of the whole portal. */
export function LooksTab({ site }: { site: Site }) {
  const t = useT();
  const { may } = useWork();
  const add = useAddFile(site.organization);
  const choose = useChooseAccent(site.organization);
  const [accent, setAccent] = useState(site.accent);
  const logo = site.files.find(({ kind }) => kind === "logo");
  const trouble = troubleOf(add.error);
  const disabledReason = may("site.write") ? undefined : t("company.noRight");
  const isColour = /^#[0-9a-f]{6}$/i.test(accent);
  return (
    <div className={styles["looks"]}>
      <section aria-labelledby="logo">
        <h2 id="logo" className={styles["part"]}>
          {t("company.logo")}
        </h2>
        <p>{t("company.logoAbout")}</p>
        {logo ? (
          <img
            className={styles["logo"]}
            src={`${site.address}/files/${logo.id}/${encodeURIComponent(logo.name)}`}
            alt={t("company.logoNow")}
          />
        ) : (
          <p className={styles["quiet"]}>{t("company.noLogo")}</p>
        )}
        <FileButton
          label={t("company.addLogo")}
          accept={PICTURES}
          pending={add.isPending}
          disabledReason={disabledReason}
          onPick={(file) =>
            add.mutate(
              { kind: "logo", title: "", file },
              { onSuccess: () => toast({ kind: "ok", text: t("company.saved") }) },
            )
          }
        />
        {trouble ? <Refusal of={trouble} /> : null}
      </section>
      <section aria-labelledby="accent">
        <h2 id="accent" className={styles["part"]}>
          {t("company.accent")}
        </h2>
        <svg className={styles["sample"]} role="img" aria-label={t("company.accentNow", { accent })}>
          <rect width="100%" height="100%" rx="6" fill={isColour ? accent : site.accent} />
          <text x="16" y="30" fontSize="18" fontWeight="600" fill="#ffffff">
            {t("company.sample")}
          </text>
        </svg>
        <Form
          pending={choose.isPending}
          refusal={troubleOf(choose.error)}
          submitLabel={t("company.chooseAccent")}
          submitDisabledReason={disabledReason}
          onSubmit={() =>
            choose.mutate(accent, { onSuccess: () => toast({ kind: "ok", text: t("company.saved") }) })
          }
        >
          <TextInput
            label={t("company.accentCode")}
            name="accent"
            required
            lengthMax={7}
            hint={t("company.accentHint")}
            value={accent}
            onChange={setAccent}
          />
        </Form>
      </section>
    </div>
  );
}
