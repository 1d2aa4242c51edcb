import { useEffect, useState } from "react";
import { AgeBar } from "../../ui/charts/AgeBar.tsx";
import { BarChart } from "../../ui/charts/BarChart.tsx";
import { LineChart } from "../../ui/charts/LineChart.tsx";
import { ProgressBar } from "../../ui/charts/ProgressBar.tsx";
import { Sparkline } from "../../ui/charts/Sparkline.tsx";
import { StackedBars } from "../../ui/charts/StackedBars.tsx";
import { Waterfall } from "../../ui/charts/Waterfall.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useSay } from "./invented.ts";
import classes from "./Kit.module.css";

const VALUES = [
  1_214_14n,
  1_302_50n,
  1_288_00n,
  1_340_10n,
  1_199_90n,
  1_105_00n,
  980_40n,
  870_00n,
  910_25n,
  1_080_00n,
  1_190_00n,
  1_296_20n,
  1_460_19n,
];
const MONTHS = Array.from({ length: 13 }, (_, index) => {
  const month = (10 + index) % 12;
  return `${index < 2 ? 2025 : 2026}-${String(month + 1).padStart(2, "0")}`;
});

export function ChartsSection() {
  const say = useSay();
  const formats = useFormats();
  const months = MONTHS.map((id) => ({
    id,
    label: formats.period(id),
    shortLabel: formats.shortPeriod(id).slice(0, 3),
  }));
  const roubles = (value: bigint): string => formats.money(value).replace(/[.,]\d\d$/, "");
  const bars = months.map((month, index) => ({ ...month, value: VALUES[index] ?? 0n }));
  return (
    <section className={classes["section"]}>
      <h2>{say("Диаграммы", "Charts")}</h2>
      <div className={classes["pair"]}>
        <div className={classes["card"]}>
          <BarChart
            title={say("Горячая вода по месяцам, ₽", "Hot water by month, ₽")}
            summary={say(
              "За ноябрь 1 460,19 ₽ — больше всего за 13 месяцев.",
              "November’s 1,460.19 ₽ is the most in 13 months.",
            )}
            bars={bars}
            currentId="2026-11"
            write={formats.money}
            writeTick={roubles}
          />
        </div>
        <div className={classes["card"]}>
          <BarChart
            title={say("Перерасчёты по месяцам, ₽", "Recalculations by month, ₽")}
            summary={say("В марте сняли больше всего.", "Most was taken off in March.")}
            bars={bars.map((bar, index) => ({
              ...bar,
              value: index % 3 === 1 ? -bar.value / 4n : bar.value / 9n,
            }))}
            currentId="2026-11"
            write={formats.change}
            writeTick={roubles}
          />
        </div>
        <div className={classes["card"]}>
          <StackedBars
            title={say("Начислено по видам, ₽", "Charged by kind, ₽")}
            summary={say("Зимой больше половины — отопление.", "In winter heating is more than a half.")}
            series={[say("Отопление", "Heating"), say("Вода", "Water"), say("Содержание", "Maintenance")]}
            bars={months.map((month, index) => ({
              ...month,
              values: [index > 5 && index < 10 ? 0n : 3_579_82n, VALUES[index] ?? 0n, 1_791_03n],
            }))}
            write={formats.money}
            writeTick={roubles}
          />
        </div>
        <div className={classes["card"]}>
          <LineChart
            title={say("Собираемость, ₽", "Collected and charged, ₽")}
            summary={say(
              "Оплата идёт за начислением; за май данных нет.",
              "Payments follow charges; May is not known.",
            )}
            points={months}
            series={[
              { name: say("Начислено", "Charged"), values: VALUES },
              {
                name: say("Оплачено", "Paid"),
                values: VALUES.map((value, index) =>
                  index === 6 ? undefined : (value * BigInt(80 + index)) / 100n,
                ),
              },
            ]}
            write={formats.money}
            writeTick={roubles}
          />
        </div>
        <div className={classes["card"]}>
          <Waterfall
            title={say("Что изменилось", "What changed")}
            summary={say(
              "За год больше на 246,05 ₽, в основном из-за объёма.",
              "246.05 ₽ more than a year ago, mostly by volume.",
            )}
            first={{ label: formats.period("2025-11"), amount: 1_214_14n }}
            steps={[
              { label: say("Объём", "Volume"), amount: 213_85n },
              { label: say("Тариф", "Tariff"), amount: 82_03n },
              { label: say("Перерасчёт", "Recalculation"), amount: -49_83n },
            ]}
            last={{ label: formats.period("2026-11"), amount: 1_460_19n }}
            write={formats.money}
            writeChange={formats.change}
          />
        </div>
        <div className={classes["card"]}>
          <Waterfall
            title={say("Части не сошлись", "Parts that do not add up")}
            summary={say("Недостаёт 1,00 ₽: такое видно сразу.", "1.00 ₽ is missing, and seen at once.")}
            first={{ label: formats.period("2026-10"), amount: 100_00n }}
            steps={[{ label: say("Возврат", "Refund"), amount: -351_00n }]}
            last={{ label: formats.period("2026-11"), amount: -250_00n }}
            write={formats.money}
            writeChange={formats.change}
          />
        </div>
        <div className={classes["card"]}>
          <AgeBar
            title={say("Просрочено по срокам", "Overdue by age")}
            ages={[
              { id: "30", label: say("до 30 д", "to 30 d"), amount: 2_512_55n, href: "#30" },
              { id: "90", label: "31–90", amount: 3_486_17n, href: "#90" },
              { id: "365", label: "91–365", amount: 2_160_26n, href: "#365" },
              { id: "3y", label: say("1–3 г.", "1–3 y"), amount: 0n },
              { id: "old", label: say("более 3 лет", "over 3 y"), amount: 0n },
            ]}
            write={formats.money}
          />
        </div>
        <div className={classes["card"]}>
          <Running />
          <p>
            {say("Расход за год ", "Used in a year ")}
            <Sparkline
              label={say("Расход за 13 месяцев, сейчас 6,21 м³", "Used in 13 months, now 6.21 m³")}
              values={VALUES}
            />{" "}
            <b>{say("6,21 м³", "6.21 m³")}</b>
          </p>
        </div>
      </div>
    </section>
  );
}

const HOUSES = 1240;

/** A progress that goes on by itself and begins anew. */
function Running() {
  const say = useSay();
  const [done, setDone] = useState(412);
  useEffect(() => {
    const timer = setInterval(() => setDone((former) => (former >= HOUSES ? 0 : former + 7)), 500);
    return () => clearInterval(timer);
  }, []);
  return <ProgressBar label={say("Расчёт ноября", "Charging November")} done={done} total={HOUSES} />;
}
