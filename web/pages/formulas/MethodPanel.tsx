import { IconArrowBackUp, IconFlask, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { PaperLinks } from "../documents/PaperLinks.tsx";
import { type Papers, usePapers } from "../documents/queries.ts";
import { LevelMark } from "../tariffs/LevelMark.tsx";
import { type Owner, paperOwner } from "../tariffs/queries.ts";
import styles from "./formulas.module.css";
import { isInForce, keyOfOwner, methodWords } from "./method-draft.ts";
import { EndMethodForm, MethodForm } from "./MethodForms.tsx";
import { type Method, type Unit, useMethods } from "./queries.ts";

export interface ServiceOfPanel {
  readonly code: string;
  readonly name: string;
  readonly unit: Unit;
  readonly isMetered: boolean;
}

/** All that was ever decided of a service: whose it is, what it says, by which document; the present one on top. */
export function MethodPanel({
  service,
  owner,
  ownerName,
  on,
  onClose,
}: {
  service: ServiceOfPanel;
  owner: Owner;
  ownerName: string;
  on: string;
  onClose: () => void;
}) {
  const t = useT();
  const go = useGo();
  const { may, period } = useWork();
  const methods = useMethods({ service: service.code });
  const [form, setForm] = useState<"set" | "end">();
  const [isTouched, setTouched] = useState(false);
  const close = (): void => {
    setForm(undefined);
    setTouched(false);
  };
  const trouble = troubleOf(methods.error);
  const all = methods.data?.methods ?? [];
  const papers = usePapers(
    paperOwner(owner),
    all.map(({ basis }) => basis),
  );
  const key = keyOfOwner(owner);
  const own = all.filter((one) => keyOfOwner(one) === key);
  const now = own.find((one) => isInForce(one, on));
  const above =
    owner.level === "organization"
      ? all.find((one) => one.level === "city" && isInForce(one, on))
      : undefined;
  const others = all.filter((one) => keyOfOwner(one) !== key);
  const mayNot = may("methods.set") ? undefined : t("formulas.notAllowed");
  return (
    <SidePanel title={service.name} subtitle={ownerName} isUnsaved={isTouched} onClose={onClose}>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void methods.refetch()} />
      ) : methods.isPending ? (
        <LoadingRows rows={6} columns={2} />
      ) : form === "set" ? (
        <MethodForm
          service={service.code}
          unit={service.unit}
          isMetered={service.isMetered}
          owner={owner}
          from={`${period}-01`}
          onTouched={() => setTouched(true)}
          onDone={close}
        />
      ) : form === "end" ? (
        <EndMethodForm
          service={service.code}
          owner={owner}
          onTouched={() => setTouched(true)}
          onDone={close}
        />
      ) : (
        <>
          <InForce
            method={now ?? above}
            on={on}
            papers={papers}
            isBelow={owner.level === "building" || owner.level === "account"}
          />
          <div className={styles.deeds}>
            <Button
              kind="primary"
              icon={<IconPlus size={16} aria-hidden />}
              disabledReason={mayNot}
              onClick={() => setForm("set")}
            >
              {t("methods.new")}
            </Button>
            <Button
              icon={<IconArrowBackUp size={16} aria-hidden />}
              disabledReason={mayNot ?? (now ? undefined : t("methods.nothingOwn"))}
              onClick={() => setForm("end")}
            >
              {t("methods.return")}
            </Button>
            <Button
              icon={<IconFlask size={16} aria-hidden />}
              disabledReason={may("what_if.try") ? undefined : t("formulas.notAllowed")}
              onClick={() =>
                go(
                  paths.trial({
                    kind: "method",
                    service: service.code,
                    level: owner.level,
                    of: owner.organization,
                    building: owner.building,
                    account: owner.account,
                  }),
                )
              }
            >
              {t("formulas.tryIt")}
            </Button>
          </div>
          <Decisions title={t("methods.own")} of={own} on={on} papers={papers} />
          {others.length > 0 && (
            <Decisions title={t("methods.others")} of={others} on={on} papers={papers} isNamed />
          )}
        </>
      )}
    </SidePanel>
  );
}

function InForce({
  method,
  on,
  papers,
  isBelow,
}: {
  method: Method | undefined;
  on: string;
  papers: Papers;
  /** A house or an account: without a decision of its own it goes by its company's, or the city's. */
  isBelow: boolean;
}) {
  const t = useT();
  const formats = useFormats();
  return (
    <div className={styles.now}>
      <span className="label t2">{t("tariffs.inForceOn", { day: formats.day(on) })}</span>
      <b className={styles.nowWords}>
        {method ? methodWords(method, t).join("; ") : t(isBelow ? "methods.aboveNow" : "methods.byTermsNow")}
      </b>
      {method && (
        <>
          <span className="row">
            <LevelMark level={method.level} /> {method.name}
          </span>
          <span className="t2">{method.basis}</span>
          <PaperLinks papers={papers} title={method.basis} />
        </>
      )}
    </div>
  );
}

function Decisions({
  title,
  of,
  on,
  papers,
  isNamed = false,
}: {
  title: string;
  of: readonly Method[];
  on: string;
  papers: Papers;
  isNamed?: boolean;
}) {
  const t = useT();
  const formats = useFormats();
  return (
    <section className={styles.decisions}>
      <h3>{title}</h3>
      {of.length === 0 ? (
        <p className="t2">{t("methods.noneOwn")}</p>
      ) : (
        <ul>
          {of
            .toSorted((a, b) => (a.from < b.from ? 1 : -1))
            .map((one) => (
              <li
                key={`${keyOfOwner(one)} ${one.from}`}
                data-time={isInForce(one, on) ? "now" : one.from > on ? "next" : "past"}
              >
                <span className="row">
                  <span className="strong">
                    {one.to === undefined
                      ? t("tariffs.from", { day: formats.day(one.from) })
                      : `${formats.day(one.from)} – ${formats.day(one.to)}`}
                  </span>
                  {one.from > on && <span className="label t2">{t("tariffs.willBe")}</span>}
                </span>
                {isNamed && (
                  <span className="row t2">
                    <LevelMark level={one.level} /> {one.name}
                  </span>
                )}
                <span>{methodWords(one, t).join("; ")}</span>
                {one.formula && (
                  <Go
                    to={paths.formula(one.formula.code, { version: one.formula.version })}
                    className="linked"
                  >
                    <code>{one.formula.text}</code>
                  </Go>
                )}
                <span className="label t2">
                  {one.basis} · {t("methods.recorded", { at: formats.instant(one.recordedAt) })}
                </span>
                <PaperLinks papers={papers} title={one.basis} />
              </li>
            ))}
        </ul>
      )}
    </section>
  );
}
