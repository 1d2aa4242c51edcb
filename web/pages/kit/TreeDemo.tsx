import { useMemo, useState } from "react";
import { Tree } from "../../ui/tree/Tree.tsx";
import type { TreeNode } from "../../ui/tree/visible.ts";
import { useSay } from "./invented.ts";
import classes from "./Kit.module.css";

/** The tree of an explanation, and a tree of addresses long enough to be drawn in part. */
export function TreeDemo() {
  const say = useSay();
  const [opened, setOpened] = useState("");
  const explanation = useMemo(() => explanationOf(say), [say]);
  const addresses = useMemo(() => addressesOf(say), [say]);
  return (
    <div className={classes["pair"]}>
      <div>
        <h2>{say("Дерево расчёта", "Tree of an explanation")}</h2>
        <output className="t2">{opened}</output>
        <div className={classes["sheet"]}>
          <Tree
            label={say("Почему столько", "Why this amount")}
            nodes={explanation}
            expanded={["formula", "volume"]}
            onOpen={(node) => setOpened(node.label)}
          />
        </div>
      </div>
      <div>
        <h2>{say("Адреса: 1 000 квартир", "Addresses: 1,000 flats")}</h2>
        <div className={`${classes["sheet"]} ${classes["tall"]}`}>
          <Tree label={say("Адреса", "Addresses")} nodes={addresses} expanded={["s0", "s0h0", "s0h1"]} />
        </div>
      </div>
    </div>
  );
}

type Say = ReturnType<typeof useSay>;
const wait = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

function explanationOf(say: Say): TreeNode[] {
  return [
    {
      id: "formula",
      lead: say("Формула", "Formula"),
      label: "P = V × T",
      value: say("1 510,02", "1,510.02"),
      detail: (
        <a href="#act">
          {say("ПП 354, прил. 2, п. 1, формула 1", "Decree 354, annex 2, para. 1, formula 1")}
        </a>
      ),
      children: [
        {
          id: "volume",
          lead: "V",
          label: say("объём по прибору квартиры", "volume by the flat’s meter"),
          mark: say("было 5,33 в октябре", "was 5.33 in October"),
          value: say("6,21 м³", "6.21 m³"),
          children: [
            {
              id: "now",
              label: say("Показание 22.11.2026", "Reading, 22.11.2026"),
              value: say("418,59", "418.59"),
              detail: say(
                "Личный кабинет, Соколова М. В. · 22.11.2026 21:14",
                "Private account, Соколова М. В. · 22.11.2026 21:14",
              ),
            },
            {
              id: "former",
              label: say("Показание 23.10.2026", "Reading, 23.10.2026"),
              value: say("412,38", "412.38"),
              detail: say("Ведомость 118, Орлова Е. Н.", "Sheet 118, Орлова Е. Н."),
            },
          ],
        },
        {
          id: "tariff",
          lead: "T",
          label: say("тариф города с 01.10.2026", "city tariff from 01.10.2026"),
          value: "243,16 ₽/м³",
          loadChildren: async () => {
            await wait(600);
            return [{ id: "order", label: say("Приказ 61-т от 18.12.2025", "Order 61-т of 18.12.2025") }];
          },
        },
      ],
    },
    {
      id: "recalculation",
      lead: say("Перерасчёт", "Recalculation"),
      label: say("22 ч без горячей воды", "22 h without hot water"),
      value: say("−49,83", "−49.83"),
      detail: say("22 × 0,15 % · акт 118", "22 × 0.15 % · act 118"),
    },
    {
      id: "house",
      label: say("Дом: прибор, квартиры, общие нужды", "House: meter, flats, common area"),
      value: say("1 284,60 м³", "1,284.60 m³"),
      loadChildren: async () => {
        await wait(400);
        throw new Error("the house calculation does not answer");
      },
    },
  ];
}

function addressesOf(say: Say): TreeNode[] {
  return ["Садовая", "Ленина"].map((street, s) => ({
    id: `s${s}`,
    label: `ул. ${street}`,
    value: say("5 домов", "5 houses"),
    children: Array.from({ length: 5 }, (_, h) => ({
      id: `s${s}h${h}`,
      label: say(`дом ${2 * h + 2}`, `house ${2 * h + 2}`),
      value: "100",
      children: Array.from({ length: 100 }, (_unused, f) => ({
        id: `s${s}h${h}f${f}`,
        label: say(`кв. ${f + 1}`, `flat ${f + 1}`),
        ...(f % 10 === 0 ? { detail: say("счёт закрыт 01.06.2026", "account closed 01.06.2026") } : {}),
      })),
    })),
  }));
}
