import { IconArrowBackUp, IconFlask, IconPencil, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { useGo } from "../../shell/Go.tsx";
import { Button, IconButton } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useWords } from "../../words/words.ts";
import { PaperLinks } from "../documents/PaperLinks.tsx";
import { type Papers, usePapers } from "../documents/queries.ts";
import { CorrectForm } from "./CorrectForm.tsx";
import { EndForm } from "./EndForm.tsx";
import { LevelMark } from "./LevelMark.tsx";
import { measureOf } from "./measure.ts";
import { PeriodBars } from "./PeriodBars.tsx";
import {
  type OwnValue,
  type Owner,
  type Parameter,
  type Timeline,
  type TimelineLevel,
  type TimelineValue,
  paperOwner,
  useTimeline,
} from "./queries.ts";
import styles from "./TariffsPage.module.css";
import { ValueForm } from "./ValueForm.tsx";
import { ValueHistory } from "./ValueHistory.tsx";

/** One tariff or norm of one object: what it was, is and will be, at each level that bears on it. */
export function TimelinePanel({
  service,
  parameter,
  owner,
  on,
  onClose,
}: {
  service: string;
  parameter: Parameter;
  owner: Owner;
  on: string;
  onClose: () => void;
}) {
  const { t, language } = useWords();
  const { may } = useWork();
  const go = useGo();
  const timeline = useTimeline({ ...owner, service, parameter });
  const [form, setForm] = useState<"set" | "end">();
  const [wrong, setWrong] = useState<OwnValue>();
  const [isTouched, setTouched] = useState(false);
  const close = (): void => {
    setForm(undefined);
    setWrong(undefined);
    setTouched(false);
  };
  const { data, error } = timeline;
  const papers = usePapers(
    paperOwner(owner),
    (data?.levels ?? []).flatMap(({ values }) =>
      values.flatMap(({ basis, was }) => [basis, ...was.map((old) => old.basis)]),
    ),
  );
  const object = data?.levels.at(-1);
  const own = object?.values.find((value) => isInForce(value, on));
  const disabledReason = may("tariffs.set") ? undefined : t("tariffs.notAllowed");
  const name = data && (language === "ru" ? data.nameRu : data.nameEn);
  return (
    <SidePanel
      title={name ?? t("tariffs.title")}
      subtitle={data && (object?.name || t("tariffs.city"))}
      isUnsaved={isTouched}
      onClose={onClose}
    >
      {error instanceof Problem || error instanceof Offline ? (
        <ErrorState of={error} onRetry={() => void timeline.refetch()} />
      ) : !data || !object ? (
        <LoadingRows rows={6} columns={2} />
      ) : wrong ? (
        <CorrectForm
          timeline={data}
          owner={owner}
          value={wrong}
          onTouched={() => setTouched(true)}
          onDone={close}
        />
      ) : form === "set" ? (
        <ValueForm
          timeline={data}
          owner={owner}
          onTouched={() => setTouched(true)}
          onDone={close}
          onCorrect={setWrong}
        />
      ) : form === "end" && own ? (
        <EndForm
          timeline={data}
          owner={owner}
          value={own}
          onTouched={() => setTouched(true)}
          onDone={close}
        />
      ) : (
        <>
          <InForce timeline={data} on={on} papers={papers} />
          <div className={styles.actions}>
            <Button
              kind="primary"
              icon={<IconPlus size={16} />}
              disabledReason={disabledReason}
              onClick={() => setForm("set")}
            >
              {t(own || object.level === "city" ? "tariffs.newValue" : "tariffs.ownValue")}
            </Button>
            {object.level !== "city" && (
              <Button
                icon={<IconArrowBackUp size={16} />}
                disabledReason={disabledReason ?? (own ? undefined : t("tariffs.nothingOwn"))}
                onClick={() => setForm("end")}
              >
                {t("tariffs.return")}
              </Button>
            )}
            {may("what_if.try") && (
              <Button
                icon={<IconFlask size={16} />}
                onClick={() =>
                  go(
                    paths.trial({
                      kind: "value",
                      service,
                      parameter,
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
            )}
          </div>
          {data.levels.toReversed().map((level) => (
            <LevelSection
              key={level.level}
              level={level}
              on={on}
              papers={papers}
              onCorrect={level === object && may("tariffs.set") ? setWrong : undefined}
            />
          ))}
          {data.beneath.length > 0 && <Beneath timeline={data} on={on} />}
        </>
      )}
    </SidePanel>
  );
}

export const isInForce = ({ from, to }: TimelineValue, on: string): boolean =>
  from <= on && (to === undefined || on < to);

/** The nearest level that says anything on the day. */
function InForce({ timeline, on, papers }: { timeline: Timeline; on: string; papers: Papers }) {
  const { t } = useWords();
  const formats = useFormats();
  const level = timeline.levels.findLast(({ values }) => values.some((value) => isInForce(value, on)));
  const value = level?.values.find((one) => isInForce(one, on));
  if (!level || !value) {
    return (
      <div className={styles.now}>
        <b className="danger">{t("tariffs.gap", { day: formats.day(on) })}</b>
      </div>
    );
  }
  return (
    <div className={styles.now}>
      <span className="label t2">{t("tariffs.inForceOn", { day: formats.day(on) })}</span>
      <span className={styles.nowValue}>
        {formats.quantity(value.value, 2)}{" "}
        <span className="label t3">{measureOf(t, timeline.parameter, timeline.unit)}</span>
      </span>
      <span className="row">
        <LevelMark level={level.level} /> {level.name}
      </span>
      <span className="t2">{value.basis}</span>
      <PaperLinks papers={papers} title={value.basis} />
    </div>
  );
}

function LevelSection({
  level,
  on,
  papers,
  onCorrect,
}: {
  level: TimelineLevel;
  on: string;
  papers: Papers;
  onCorrect: ((value: OwnValue) => void) | undefined;
}) {
  const { t } = useWords();
  const formats = useFormats();
  return (
    <section className={styles.section}>
      <h3>
        <LevelMark level={level.level} />
        <span className="t2">{level.name}</span>
      </h3>
      {level.values.length === 0 ? (
        <p className="t2">{t("tariffs.noOwn")}</p>
      ) : (
        <>
          <PeriodBars values={plainest(level.values)} on={on} />
          <table className={styles.values}>
            <thead>
              <tr>
                <th scope="col">{t("tariffs.span")}</th>
                <th scope="col" className="num">
                  {t("tariffs.value")}
                </th>
                <th scope="col">{t("tariffs.basis")}</th>
                {onCorrect && (
                  <th scope="col">
                    <span className="hidden">{t("tariffCorrections.open")}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {newestFirst(level.values).map((value) => (
                <tr
                  key={`${value.variant}|${value.zone}|${value.above}|${value.from}`}
                  data-time={timeOf(value, on)}
                >
                  <td className="nowrap">
                    {value.to === undefined
                      ? t("tariffs.from", { day: formats.day(value.from) })
                      : `${formats.day(value.from)} – ${formats.day(value.to)}`}
                    <ValueKind value={value} />
                  </td>
                  <td className="num">{formats.quantity(value.value, 2)}</td>
                  <td>
                    {value.url ? <a href={value.url}>{value.basis}</a> : value.basis}{" "}
                    <PaperLinks papers={papers} title={value.basis} />
                    {timeOf(value, on) === "next" && <div className="label">{t("tariffs.willBe")}</div>}
                    <ValueHistory value={value} />
                  </td>
                  {onCorrect && (
                    <td>
                      <IconButton
                        icon={<IconPencil size={16} />}
                        label={t("tariffCorrections.correctOf", {
                          value: formats.quantity(value.value, 2),
                          day: formats.day(value.from),
                        })}
                        onClick={() => onCorrect(value)}
                      />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

/** Which of several values of one source it is: a zone, a range, a group of consumers. */
export function ValueKind({ value }: { value: Pick<TimelineValue, "variant" | "zone" | "above"> }) {
  const { t } = useWords();
  const formats = useFormats();
  const words = [
    value.variant === "" ? "" : t("tariffs.variantOf", { variant: value.variant }),
    value.zone === 0 ? "" : t.of("metering.zone", value.zone),
    value.above === "0" ? "" : t("tariffs.above", { volume: formats.quantity(value.above) }),
  ].filter(Boolean);
  return words.length === 0 ? null : <div className="label t3">{words.join(", ")}</div>;
}

function Beneath({ timeline, on }: { timeline: Timeline; on: string }) {
  const { t } = useWords();
  const formats = useFormats();
  const present = timeline.beneath.filter(({ value }) => isInForce(value, on));
  return (
    <section className={styles.section}>
      <h3>{t("tariffs.beneath", { count: present.length })}</h3>
      <ul className={styles.beneath}>
        {present.map((one) => (
          <li key={`${one.level}|${one.name}|${one.value.variant}|${one.value.zone}|${one.value.above}`}>
            <span className="row">
              <LevelMark level={one.level} />
              <span className="cut">{one.name}</span>
            </span>
            <b className="num">{formats.quantity(one.value.value, 2)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

const timeOf = (value: TimelineValue, on: string): "past" | "now" | "next" =>
  isInForce(value, on) ? "now" : value.from > on ? "next" : "past";

const newestFirst = (values: readonly OwnValue[]): OwnValue[] =>
  [...values].sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0));

/** One line of bars: the plainest of the values, those of its kind. */
function plainest(values: readonly TimelineValue[]): TimelineValue[] {
  const first =
    values.find(({ variant, zone, above }) => variant === "" && zone === 0 && above === "0") ?? values[0];
  return values.filter(
    ({ variant, zone, above }) => variant === first?.variant && zone === first.zone && above === first.above,
  );
}
