import { writeXlsx } from "hucre/xlsx";
import { day } from "#core/day";
import { addFile, chooseAccent, type TextKind, writeText } from "#modules/portal";
import { slugOf } from "../site-address.ts";
import { allowed, type Town } from "./town.ts";

interface Written {
  readonly kind: TextKind;
  readonly title: string;
  readonly from: string;
  readonly body: string;
}

const ACCENTS = ["#1b5e20", "#7a1f1f", "#0b5394", "#5b2a86"];

/** What the first company tells the town of itself: the others have the books' sheets alone. */
const TEXTS: readonly Written[] = [
  {
    kind: "news",
    title: "Промывка системы отопления в домах по улице Ленина",
    from: "2026-11-20",
    body: [
      "24 и 25 ноября с 9:00 до 16:00 промываем стояки отопления. Батареи в это время могут быть чуть теплее или холоднее обычного.",
      "## Что сделать заранее",
      "- Откройте доступ к стоякам в кухне и ванной.\n- Уберите от батарей мебель.\n- Предупредите соседей, которых не бывает дома.",
      "Если после 16:00 в квартире холодно, звоните в аварийную службу.",
    ].join("\n\n"),
  },
  {
    kind: "news",
    title: "Передайте показания до 25 ноября",
    from: "2026-11-16",
    body: "Показания счётчиков за ноябрь принимаем до 25 числа: в личном кабинете, по телефону и в офисе.\n\nЕсли показаний нет, начислим по среднему за шесть месяцев.",
  },
  {
    kind: "news",
    title: "Общее собрание дома на улице Мира, 45А",
    from: "2026-11-05",
    body: "Повестка: ремонт крыльца второго подъезда и освещение двора. Собрание очно-заочное, бланки решений лежат в офисе.",
  },
  {
    kind: "page",
    title: "Приём жителей",
    from: "2026-01-12",
    body: "## Часы приёма\n\n- понедельник и среда: 9:00–18:00\n- пятница: 9:00–13:00\n\nДиректор принимает в последнюю среду месяца с 16:00, запись по телефону офиса.",
  },
  {
    kind: "vacancy",
    title: "Слесарь-сантехник",
    from: "2026-11-02",
    body: "Обслуживание домов на левом берегу, сменный график, спецодежда и обучение за счёт компании.\n\n- опыт от года\n- готовность выезжать на аварии",
  },
];

/** News, a page, a vacancy, a document and a colour, as companies write them; the books fill everything else. */
export async function tellOfCompanies({ ctx, companies }: Town): Promise<void> {
  for (const [at, organization] of companies.entries()) {
    allowed(await chooseAccent(ctx, { organization, accent: ACCENTS[at % ACCENTS.length] ?? "" }));
  }
  const [organization] = companies;
  if (organization === undefined) return;
  for (const { from, ...text } of TEXTS) {
    allowed(
      await writeText(ctx, {
        ...text,
        organization,
        slug: slugOf(text.title).slice(0, 60).replace(/-$/, ""),
        state: "published",
        shownFrom: day(from),
      }),
    );
  }
  const title = "План текущего ремонта на 2027 год";
  const rows = [
    ["Дом", "Работы", "Квартал"],
    ["ул. Ленина, д. 7", "Замена стояков холодной воды", "II"],
    ["ул. Мира, д. 45А", "Ремонт крыльца", "III"],
  ];
  const bytes = await writeXlsx({ sheets: [{ name: "План", rows }] });
  allowed(await addFile(ctx, { organization, kind: "document", title, name: `${title}.xlsx`, bytes }));
}
