import { moneyText } from "#core/money";
import { bankText } from "./bank-text.ts";
import type { MadeAt, OrderOut, OrderParty } from "./model.ts";
import { xmlText } from "../xml/index.ts";

/**
 * Orders as ISO 20022 pain.001.001.03: one payment information for each account of the payer, day and so on, with its
 * count and control sum, and the whole with its own. Accounts travel as `Othr` of the scheme BBAN, banks by their BIC
 * of the Bank of Russia (`RUCBC`), the tax number as `TXID`.
 *
 * Takes     the orders; a number of the message that is not given twice
 * Gives     UTF-8 text
 */
export function pain001(
  orders: readonly OrderOut[],
  of: { readonly message: string; readonly made: MadeAt },
): string {
  const batches = [...Map.groupBy(orders, ({ payer, dated }) => `${payer.account}|${dated}`).values()];
  const initiator = orders[0]?.payer.name ?? "";
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03">
  <CstmrCdtTrfInitn>
    <GrpHdr><MsgId>${of.message}</MsgId><CreDtTm>${of.made.on}T${of.made.time}${of.made.zone}</CreDtTm>${sums(orders)}<InitgPty><Nm>${text(initiator, 140)}</Nm></InitgPty></GrpHdr>
${batches.map((batch, at) => batchOf(batch, `${of.message}-${at + 1}`)).join("")}  </CstmrCdtTrfInitn>
</Document>
`;
}

const sums = (orders: readonly OrderOut[]): string =>
  `<NbOfTxs>${orders.length}</NbOfTxs><CtrlSum>${moneyText(orders.reduce((sum, one) => sum + one.amount, 0n))}</CtrlSum>`;

function batchOf(orders: readonly OrderOut[], id: string): string {
  const [first] = orders;
  if (!first) return "";
  const { payer, dated } = first;
  return `    <PmtInf><PmtInfId>${id}</PmtInfId><PmtMtd>TRF</PmtMtd>${sums(orders)}<ReqdExctnDt>${dated}</ReqdExctnDt>
      <Dbtr><Nm>${text(payer.name, 140)}</Nm><Id><OrgId><Othr><Id>${payer.inn}</Id><SchmeNm><Cd>TXID</Cd></SchmeNm></Othr></OrgId></Id></Dbtr>
      <DbtrAcct>${account(payer)}</DbtrAcct>
      <DbtrAgt>${bank(payer)}</DbtrAgt>
${orders.map(transferOf).join("")}    </PmtInf>
`;
}

const transferOf = (order: OrderOut): string =>
  `      <CdtTrfTxInf><PmtId><InstrId>${order.number}</InstrId><EndToEndId>${order.number}</EndToEndId></PmtId><Amt><InstdAmt Ccy="RUB">${moneyText(order.amount)}</InstdAmt></Amt>
        <CdtrAgt>${bank(order.receiver)}</CdtrAgt>
        <Cdtr><Nm>${text(order.receiver.name, 140)}</Nm></Cdtr><CdtrAcct>${account(order.receiver)}</CdtrAcct>
        <RmtInf>${piecesOf(order.purpose).join("")}</RmtInf></CdtTrfTxInf>
`;

const account = (of: OrderParty): string =>
  `<Id><Othr><Id>${of.account}</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id>`;

const bank = (of: OrderParty): string =>
  `<FinInstnId><ClrSysMmbId><ClrSysId><Cd>RUCBC</Cd></ClrSysId><MmbId>${of.bic}</MmbId></ClrSysMmbId></FinInstnId>`;

/** `Ustrd` has room for 140 signs, and repeats. */
function piecesOf(purpose: string): string[] {
  const plain = Array.from(bankText(purpose));
  const pieces: string[] = [];
  for (let at = 0; at < plain.length; at += 140) {
    pieces.push(`<Ustrd>${xmlText(plain.slice(at, at + 140).join(""))}</Ustrd>`);
  }
  return pieces;
}

const text = (of: string, signs: number): string =>
  xmlText(Array.from(bankText(of)).slice(0, signs).join(""));
