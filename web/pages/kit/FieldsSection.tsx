import { IconPlus, IconPrinter, IconReceipt } from "@tabler/icons-react";
import { useState } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Chip, Count } from "../../ui/Chip.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import { KeysHelp } from "../../ui/KeysHelp.tsx";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { Note } from "../../ui/Note.tsx";
import { PeriodPicker } from "../../ui/PeriodPicker.tsx";
import { type Picked, Picker } from "../../ui/Picker.tsx";
import { QuantityInput } from "../../ui/QuantityInput.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { Select } from "../../ui/Select.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { Tag } from "../../ui/Tag.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import styles from "./FieldsSection.module.css";
import { FormPart } from "./FormPart.tsx";
import { Part } from "./Part.tsx";
import { StatesPart } from "./StatesPart.tsx";

/** Buttons, fields, forms, panels and states of the kit, each alive. */
export function FieldsSection() {
  return (
    <section className={styles.section} aria-label="Fields">
      <Part name="Button, IconButton, CopyButton">
        <Buttons />
      </Part>
      <Part name="MoneyInput, QuantityInput, DateInput, TextInput, Select, Picker, PeriodPicker">
        <Fields />
      </Part>
      <Part name="Chip, Tag, Count, Note, Segmented, Checkbox, Tabs">
        <SmallParts />
      </Part>
      <Part name="Form, SidePanel">
        <FormPart />
      </Part>
      <Part name="ConfirmDialog, KeysHelp, toast">
        <Overlays />
      </Part>
      <StatesPart />
    </section>
  );
}

const Buttons = () => (
  <div className={styles.line}>
    <Button kind="primary" hotkey="F7">
      Платёж
    </Button>
    <Button hotkey="F8">Показание</Button>
    <Button icon={<IconReceipt />}>Справка</Button>
    <Button kind="ghost">Отменить</Button>
    <Button kind="danger">Остановить расчёт</Button>
    <Button kind="primary" pending>
      Провести
    </Button>
    <Button kind="primary" disabledReason="Период закрыт 05.12.2026. Открыть может центр.">
      Провести
    </Button>
    <IconButton label="Печать" icon={<IconPrinter />} hotkey="Ctrl+P" />
    <IconButton label="Добавить" icon={<IconPlus />} disabledReason="Нет права вносить платежи." />
    <CopyButton text="4104012758" />
    <CopyButton text="4104012758" label="Скопировать счёт" />
  </div>
);

const TODAY = "2026-11-23";
const BUILDINGS: readonly Picked[] = ["Лесная, 12", "Ленина, 5/2", "Мира, 31", "Набережная, 4"].map(
  (name, index) => ({ id: String(index), name: `ул. ${name}`, detail: `${40 + index * 20} помещений` }),
);

/** As a server would: the part may stand anywhere in the name; "offline" shows the list without a server. */
async function searchBuildings(text: string): Promise<readonly Picked[]> {
  await new Promise((resolve) => setTimeout(resolve, 200));
  if (text === "offline") throw new Offline();
  return BUILDINGS.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
}

function Fields() {
  const [sum, setSum] = useState<bigint | undefined>(1_788_574n);
  const [volume, setVolume] = useState<bigint | undefined>(418_590_000n);
  const [day, setDay] = useState<string | undefined>(TODAY);
  const [text, setText] = useState("");
  const [building, setBuilding] = useState<Picked>();
  const [channel, setChannel] = useState<"cash" | "bank">();
  const [period, setPeriod] = useState("2026-11");
  return (
    <div className={styles.fields}>
      <MoneyInput label="Сумма" value={sum} onChange={setSum} hint={`Копеек: ${sum ?? "—"}`} />
      <MoneyInput label="Не больше долга" value={sum} onChange={setSum} max={1_000_000n} required />
      <QuantityInput label="Показание" unit="м³" value={volume} onChange={setVolume} />
      <DateInput label="Дата" value={day} onChange={setDay} today={TODAY} period={period} />
      <DateInput label="Не позже сегодня" value={day} onChange={setDay} today={TODAY} max={TODAY} />
      <TextInput label="Основание" value={text} onChange={setText} required hint="Номер и дата документа" />
      <TextInput label="С отказом" value={text} onChange={setText} error="Такой документ уже есть." />
      <TextInput label="Закрытое" value="Соколова М. В." onChange={setText} disabledReason="Меняет центр." />
      <TextInput label="Примечание" value={text} onChange={setText} rows={3} />
      <Select
        label="Способ"
        value={channel}
        onChange={setChannel}
        options={[
          { value: "cash", label: "Касса" },
          { value: "bank", label: "Банк" },
        ]}
      />
      <Picker label="Дом" value={building} onChange={setBuilding} search={searchBuildings} />
      <PeriodPicker
        label="Период"
        value={period}
        onChange={setPeriod}
        max="2026-12"
        stateOf={(one) =>
          one < "2026-11" ? <Chip state="mute">закрыт</Chip> : <Chip state="info">открыт</Chip>
        }
      />
    </div>
  );
}

function SmallParts() {
  const [by, setBy] = useState<"service" | "provider">("service");
  const [isApart, setIsApart] = useState(true);
  const [tab, setTab] = useState<"ledger" | "charges" | "payments">("ledger");
  return (
    <>
      <div className={styles.line}>
        <Chip state="ok">Готово</Chip>
        <Chip state="warn">Проверить</Chip>
        <Chip state="danger">Ошибка</Chip>
        <Chip state="info">Открыт</Chip>
        <Chip state="mute">Ожидает</Chip>
        <Tag>Без бумаги</Tag>
        <Count of={79} isUrgent />
        <Count of={3} />
        <Segmented
          label="Разрез"
          value={by}
          onChange={setBy}
          options={[
            { value: "service", label: "По услугам" },
            { value: "provider", label: "По поставщикам" },
          ]}
        />
        <Checkbox checked={isApart} onChange={setIsApart}>
          Пени отдельно
        </Checkbox>
        <Checkbox checked onChange={setIsApart} disabledReason="Задано организацией.">
          По настройке
        </Checkbox>
      </div>
      {(["ok", "warn", "danger", "info", "mute"] as const).map((state) => (
        <Note key={state} state={state} actions={<Button kind="ghost">Открыть</Button>}>
          Тариф на горячую воду кончается 31.12.2026, следующего нет.
        </Note>
      ))}
      <Tabs
        label="Счёт"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: "ledger", label: "Ведомость" },
          { value: "charges", label: "Начисления", mark: <Count of={2} /> },
          { value: "payments", label: "Платежи" },
        ]}
      >
        <p className={styles.inner}>{tab}</p>
      </Tabs>
    </>
  );
}

function Overlays() {
  const [open, setOpen] = useState<"typed" | "refused" | "keys">();
  const close = (): void => setOpen(undefined);
  const refusal = new Problem({
    code: "runs.blocked",
    status: 409,
    sentence: "Осталось 3 непроверенных начисления. Проверьте их и повторите.",
    requestId: "3ec1aa89f0b2c4d5",
    data: {},
  });
  return (
    <div className={styles.line}>
      <Button onClick={() => setOpen("typed")}>ConfirmDialog, typed</Button>
      <Button onClick={() => setOpen("refused")}>ConfirmDialog, refused</Button>
      <Button onClick={() => setOpen("keys")}>KeysHelp</Button>
      {(["ok", "info", "warn", "danger"] as const).map((kind) => (
        <Button key={kind} onClick={() => toast({ kind, text: `Платёж 9 000,00 ₽ проведён (${kind}).` })}>
          toast {kind}
        </Button>
      ))}
      <Button
        onClick={() =>
          toast({
            kind: "ok",
            text: "Черновик удалён.",
            action: { label: "Вернуть", run: () => toast({ kind: "info", text: "Черновик возвращён." }) },
          })
        }
      >
        toast, action
      </Button>
      <ConfirmDialog
        isOpen={open === "typed" || open === "refused"}
        title="Закрыть ноябрь 2026, УК «Заря»?"
        confirmLabel="Закрыть ноябрь 2026"
        typeToConfirm={open === "typed" ? "9 840" : undefined}
        pending={false}
        refusal={open === "refused" ? refusal : undefined}
        onConfirm={() => open === "typed" && close()}
        onClose={close}
      >
        <p>Будет закрыто 9 840 счетов на 11 946 232,35 ₽. Дальше проводки пойдут в декабрь 2026.</p>
      </ConfirmDialog>
      <KeysHelp isOpen={open === "keys"} onClose={close} />
    </div>
  );
}
