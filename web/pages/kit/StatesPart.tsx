import { IconReceipt } from "@tabler/icons-react";
import { useState } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { Button } from "../../ui/Button.tsx";
import { ConflictState } from "../../ui/ConflictState.tsx";
import {
  Empty,
  EmptyByFilter,
  ErrorState,
  LoadingRows,
  NoRights,
  OfflineBanner,
  PartialData,
  PeriodClosed,
} from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import styles from "./FieldsSection.module.css";
import { Part } from "./Part.tsx";

const DEFECT = new Problem({
  code: "request.defect",
  status: 500,
  sentence: "Наша ошибка, номер 7F3K. Ничего не проведено.",
  requestId: "3ec1aa89f0b2c4d5",
  data: {},
});

/** The standard states of every list, card and form. */
export function StatesPart() {
  const [filters, setFilters] = useState(3);
  const told = (): void => toast({ kind: "info", text: "Повтор запрошен." });
  return (
    <>
      <Part name="Empty, EmptyByFilter, ErrorState, NoRights">
        <div className={styles.states}>
          <Empty
            icon={<IconReceipt aria-hidden />}
            title="Платежей ещё не было"
            action={<Button kind="primary">Загрузить реестр</Button>}
          >
            Они появятся, когда придёт реестр банка или касса примет первый платёж.
          </Empty>
          <EmptyByFilter filters={filters} onReset={() => setFilters(0)} />
          <ErrorState of={DEFECT} onRetry={told} />
          <ErrorState of={new Offline()} onRetry={told} />
          <NoRights roles={["Главный бухгалтер", "Оператор центра"]} who="Ильина Т. П., +7 912 555-01-45" />
        </div>
      </Part>
      <Part name="LoadingRows, PartialData, OfflineBanner, PeriodClosed">
        <OfflineBanner onRetry={told} />
        <PeriodClosed period="2026-10" closedOn="2026-11-05" whoMayOpen="центр начислений" />
        <PartialData at="2026-11-23T11:32:00Z" onRefresh={told} />
        <LoadingRows rows={3} />
      </Part>
      <Part name="ConflictState">
        <ConflictState
          savedBy="Орлова Е. Н."
          savedAt="2026-11-23T11:32:00Z"
          pending={false}
          fields={[
            { name: "area", label: "Площадь общая", mine: "52,4 м²", theirs: "54,2 м²" },
            { name: "residents", label: "Проживает", mine: "3", theirs: "" },
          ]}
          onResolve={(chosen) => toast({ kind: "ok", text: JSON.stringify(chosen) })}
        />
      </Part>
    </>
  );
}
