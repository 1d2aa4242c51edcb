import type { Day } from "#core/day";
import { parseDay } from "#core/day";
import { sumOf } from "#core/money";
import type { Money } from "#core/units";
import { check } from "./checks.ts";
import { decoded, decodedUtf8, isAscii } from "./decode.ts";
import { identified } from "./identity.ts";
import type {
  BankStatement,
  Counterparty,
  ReadStatements,
  StatementLine,
  StatementTransaction,
} from "./model.ts";
import { cut, Problems, shown } from "./problems.ts";
import { all, first, parseXml, textAt, type XmlNode } from "./xml.ts";

const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:camt\.05([34])\.001\.(\d{2})$/;
const VERSIONS = { min: 2, max: 8 } as const;

/**
 * Reads ISO 20022 camt.053 (statement) and camt.054 (notification), versions 02 to 08 by their namespace. Only entries
 * in the state BOOK are money. `CdtDbtInd` tells which way the money goes, of a reversal too: `RvslInd` says that it
 * undoes an entry of the other way. In version 08 the state is inside `Sts/Cd` and the parties inside `Pty`.
 */
export function readCamt(bytes: Uint8Array): ReadStatements {
  const problems = new Problems();
  const { text, encoding } = textOf(bytes, problems);
  const root = text === undefined ? undefined : parseXml(text, problems);
  const version = root && versionOf(root, problems);
  const format = version?.message === "4" ? "camt054" : "camt053";
  const body =
    format === "camt054" ? all(root, "BkToCstmrDbtCdtNtfctn", "Ntfctn") : all(root, "BkToCstmrStmt", "Stmt");
  if (root && version && body.length === 0)
    problems.refuse("statement-no-account", root.line, { wanted: format === "camt054" ? "Ntfctn" : "Stmt" });
  const statements =
    version && text !== undefined
      ? body.flatMap((node) => statementOf(node, { format, text, problems }) ?? [])
      : [];
  return {
    format,
    encoding,
    statements: problems.found.length > 0 ? [] : statements,
    refusals: problems.found,
    warnings: problems.warnings,
  };
}

function textOf(bytes: Uint8Array, problems: Problems): { text: string | undefined; encoding: string } {
  const prolog = decoded(bytes.subarray(0, 200), "windows-1251");
  const declared =
    /^(?:п»ї)?\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]{1,40})["']/.exec(prolog)?.[1] ?? "UTF-8";
  const utf8 = decodedUtf8(bytes);
  const name = declared.toLowerCase();
  if (name === "utf-8" || name === "utf8") {
    if (utf8 === undefined) problems.refuse("statement-encoding", 1, { wanted: "utf-8" });
    return { text: utf8, encoding: "utf-8" };
  }
  if (name !== "windows-1251") {
    problems.refuse("statement-encoding", 1, { wanted: "utf-8, windows-1251" });
    return { text: undefined, encoding: declared };
  }
  if (utf8 !== undefined && !isAscii(bytes)) {
    problems.warn("statement-encoding-differs", 1, { declared, actual: "utf-8" });
    return { text: utf8, encoding: "utf-8" };
  }
  return { text: decoded(bytes, "windows-1251"), encoding: "windows-1251" };
}

function versionOf(root: XmlNode, problems: Problems): { message: string } | undefined {
  const match = root.name === "Document" ? NAMESPACE.exec(root.space) : null;
  const version = Number(match?.[2]);
  if (match && version >= VERSIONS.min && version <= VERSIONS.max) return { message: match[1] ?? "" };
  problems.refuse("statement-version-unknown", root.line, {
    namespace: cut(root.space),
    wanted: "camt.053/camt.054.001.02–08",
  });
  return undefined;
}

interface Reading {
  readonly format: "camt053" | "camt054";
  readonly text: string;
  readonly problems: Problems;
}

function statementOf(node: XmlNode, reading: Reading): BankStatement | undefined {
  const { problems, format } = reading;
  const account = accountOf(first(node, "Acct"));
  if (account === "") {
    problems.refuse("statement-no-account", node.line, { wanted: "Acct/Id" });
    return undefined;
  }
  const currency = textAt(node, "Acct", "Ccy") || first(node, "Ntry", "Amt")?.attributes["Ccy"] || "RUB";
  const balance = (code: string): XmlNode | undefined =>
    all(node, "Bal").find((one) => textAt(one, "Tp", "CdOrPrtry", "Cd") === code);
  const [opened, closed] = [balance("OPBD") ?? balance("PRCD"), balance("CLBD")];
  if (format === "camt053" && (!opened || !closed))
    problems.refuse("statement-value-missing", node.line, { what: opened ? "Bal CLBD" : "Bal OPBD" });
  const opening = opened && balanceOf(opened, currency, problems);
  const closing = closed && balanceOf(closed, currency, problems);
  const lines = identified(
    account,
    format,
    all(node, "Ntry").flatMap((entry) => entryOf(entry, currency, reading) ?? []),
  );
  const span = spanOf(node, [opened, closed], lines, problems);
  if (!span) return undefined;
  const statement: BankStatement = {
    account,
    bic: bicOf(first(node, "Acct", "Svcr", "FinInstnId")) || undefined,
    opening,
    closing,
    ...span,
    currency: currency === "RUR" ? "RUB" : currency,
    number: textAt(node, "ElctrncSeqNb") || textAt(node, "Id"),
    lines,
  };
  const summary = (which: string) => {
    const total = first(node, "TxsSummry", which);
    const [sum, count] = [textAt(total, "Sum"), textAt(total, "NbOfNtries")];
    return {
      sum: sum === "" ? undefined : problems.money(sum, `${which}/Sum`, total?.line ?? node.line),
      count: /^\d{1,9}$/.test(count) ? Number(count) : undefined,
    };
  };
  const [credits, debits] = [summary("TtlCdtNtries"), summary("TtlDbtNtries")];
  // Whether entries that are not booked are in the summary is left to the bank: with such, it proves nothing.
  const declared = lines.some(({ pending }) => pending)
    ? {}
    : { credited: credits.sum, debited: debits.sum, credits: credits.count, debits: debits.count };
  check(statement, declared, problems, node.line);
  return statement;
}

const accountOf = (node: XmlNode | undefined): string =>
  textAt(node, "Id", "Othr", "Id") || textAt(node, "Id", "IBAN");

const bicOf = (node: XmlNode | undefined): string =>
  textAt(node, "ClrSysMmbId", "MmbId") ||
  textAt(node, "BICFI") ||
  textAt(node, "BIC") ||
  textAt(node, "Othr", "Id");

function amountOf(node: XmlNode | undefined, currency: string, problems: Problems, line: number) {
  const amount = problems.money(
    node?.text.trim().replace(/(\.\d{2})0+$/, "$1"),
    node?.name ?? "Amt",
    node?.line ?? line,
  );
  const own = node?.attributes["Ccy"] ?? currency;
  if (node && own !== currency) problems.refuse("statement-currency", node.line, { currency: cut(own) });
  return amount;
}

function balanceOf(node: XmlNode, currency: string, problems: Problems): Money | undefined {
  const amount = amountOf(first(node, "Amt"), currency, problems, node.line);
  const mark = directionOf(node, problems);
  if (amount === undefined || mark === undefined) return undefined;
  return mark === "out" ? (-amount as Money) : amount;
}

function directionOf(node: XmlNode, problems: Problems): "in" | "out" | undefined {
  const mark = textAt(node, "CdtDbtInd");
  if (mark === "CRDT") return "in";
  if (mark === "DBIT") return "out";
  problems.refuse("statement-value-missing", node.line, { what: "CdtDbtInd" });
  return undefined;
}

/** "2025-11-10", or the day of a moment in the bank's own zone. */
const dayAt = (node: XmlNode | undefined): Day | undefined => {
  const text = textAt(node, "Dt") || textAt(node, "DtTm") || node?.text.trim() || "";
  return parseDay(text.slice(0, 10));
};

function spanOf(
  node: XmlNode,
  balances: readonly (XmlNode | undefined)[],
  lines: readonly StatementLine[],
  problems: Problems,
): { from: Day; to: Day } | undefined {
  const told = first(node, "FrToDt");
  const from = dayAt(first(told, "FrDtTm")) ?? dayAt(first(told, "FrDt"));
  const to = dayAt(first(told, "ToDtTm")) ?? dayAt(first(told, "ToDt"));
  if (from !== undefined && to !== undefined) return { from, to };
  const days = [
    ...balances.map((one) => dayAt(first(one, "Dt"))),
    ...lines.map(({ date }) => date),
    dayAt(first(node, "CreDtTm")),
  ].filter((day) => day !== undefined);
  // The moment of writing counts only where nothing else tells a day.
  const known = (days.length > 1 ? days.slice(0, -1) : days).toSorted();
  const [earliest, latest] = [known[0], known.at(-1)];
  if (earliest !== undefined && latest !== undefined) return { from: earliest, to: latest };
  problems.refuse("statement-value-missing", node.line, { what: "FrToDt" });
  return undefined;
}

function entryOf(
  node: XmlNode,
  currency: string,
  { problems, text }: Reading,
): Omit<StatementLine, "identity"> | undefined {
  const amount = amountOf(first(node, "Amt"), currency, problems, node.line);
  const direction = directionOf(node, problems);
  const state = textAt(node, "Sts", "Cd") || textAt(node, "Sts");
  const date = dayAt(first(node, "BookgDt")) ?? dayAt(first(node, "ValDt"));
  if (state === "") problems.refuse("statement-value-missing", node.line, { what: "Sts" });
  if (date === undefined)
    problems.refuse("statement-not-a-day", node.line, {
      what: "BookgDt",
      text: cut(textAt(node, "BookgDt", "Dt")),
    });
  if (amount !== undefined && amount <= 0n)
    problems.refuse("statement-not-money", node.line, { what: "Amt", text: shown(amount) });
  if (amount === undefined || direction === undefined || date === undefined) return undefined;
  const details = all(node, "NtryDtls", "TxDtls");
  judgeBatch(node, details, { amount, currency, problems });
  const reversal = textAt(node, "RvslInd") === "true" || textAt(node, "RvslInd") === "1";
  const [only] = details;
  const isBatch = details.length > 1;
  // Of money in it is the payer whom we want to know, of money out the recipient; a reversal turns the parties.
  const side = (direction === "in") === reversal ? "Cdtr" : "Dbtr";
  const refs = first(only, "Refs");
  const reference = textAt(node, "AcctSvcrRef") || textAt(refs, "AcctSvcrRef");
  return {
    line: node.line,
    date,
    direction,
    amount,
    number: isBatch ? "" : numberOf(refs),
    documentDate: undefined,
    reference,
    counterparty: isBatch ? NOBODY : partyOf(only, side),
    purpose: purposeOf(isBatch ? undefined : only) || textAt(node, "AddtlNtryInf"),
    reversal,
    pending: state !== "BOOK",
    transactions: isBatch ? details.map((one) => transactionOf(one, { currency, problems, side })) : [],
    raw: text.slice(node.begin, node.end),
  };
}

const NOBODY: Counterparty = { name: "", inn: "", account: "", bic: "" };

const numberOf = (refs: XmlNode | undefined): string =>
  [
    textAt(refs, "Prtry", "Ref"),
    textAt(refs, "InstrId"),
    textAt(refs, "EndToEndId"),
    textAt(refs, "TxId"),
  ].find((text) => text !== "" && text !== "NOTPROVIDED") ?? "";

/** From version 08 on a party is inside `Pty`. */
function partyOf(details: XmlNode | undefined, side: "Dbtr" | "Cdtr"): Counterparty {
  const parties = first(details, "RltdPties");
  const party = first(parties, side, "Pty") ?? first(parties, side);
  const identifiers = [
    ...all(party, "Id", "OrgId", "Othr", "Id"),
    ...all(party, "Id", "PrvtId", "Othr", "Id"),
  ];
  return {
    name: textAt(party, "Nm"),
    inn: identifiers.map((node) => node.text.trim()).find((id) => /^(?:\d{10}|\d{12})$/.test(id)) ?? "",
    account: accountOf(first(parties, `${side}Acct`)),
    bic: bicOf(first(details, "RltdAgts", `${side}Agt`, "FinInstnId")),
  };
}

/** Pieces of 140 characters that were cut anywhere are put together as they were; shorter ones stand apart. */
function purposeOf(details: XmlNode | undefined): string {
  const pieces = all(details, "RmtInf", "Ustrd").map((node) => node.text);
  let purpose = "";
  for (const [at, piece] of pieces.entries()) {
    const goesOn = at > 0 && [...(pieces[at - 1] ?? "")].length >= 140;
    purpose += at === 0 || goesOn ? piece : ` ${piece}`;
  }
  return purpose.trim();
}

interface Within {
  readonly currency: string;
  readonly problems: Problems;
}

const partAmount = (details: XmlNode, { currency, problems }: Within): Money | undefined => {
  const node = first(details, "AmtDtls", "TxAmt", "Amt") ?? first(details, "Amt");
  return node ? amountOf(node, currency, problems, details.line) : undefined;
};

function transactionOf(
  details: XmlNode,
  of: Within & { readonly side: "Dbtr" | "Cdtr" },
): StatementTransaction {
  return {
    amount: partAmount(details, of) ?? (0n as Money),
    reference: textAt(details, "Refs", "EndToEndId") || numberOf(first(details, "Refs")),
    payerName: partyOf(details, of.side).name,
    purpose: purposeOf(details),
  };
}

/** A batch has as many operations as it says, and they add up to the entry. */
function judgeBatch(
  node: XmlNode,
  details: readonly XmlNode[],
  of: Within & { readonly amount: Money },
): void {
  const { problems } = of;
  const differs = (declared: string, counted: string): void =>
    problems.refuse("statement-batch-differs", node.line, { declared, counted });
  const declared = textAt(node, "NtryDtls", "Btch", "NbOfTxs");
  // A batch may be told without its operations.
  if (details.length > 0 && /^\d{1,9}$/.test(declared) && Number(declared) !== details.length)
    differs(declared, String(details.length));
  const total = first(node, "NtryDtls", "Btch", "TtlAmt");
  const totalAmount = total && amountOf(total, of.currency, problems, node.line);
  if (totalAmount !== undefined && totalAmount !== of.amount) differs(shown(totalAmount), shown(of.amount));
  if (details.length < 2) return;
  const amounts = details.map((one) => partAmount(one, of));
  if (amounts.some((amount) => amount === undefined)) {
    problems.refuse("statement-value-missing", node.line, { what: "TxAmt" });
    return;
  }
  const sum = sumOf(amounts.filter((amount) => amount !== undefined));
  if (sum !== of.amount) differs(shown(of.amount), shown(sum));
}
