import smpp, { type Pdu, type Session } from "smpp";
import type { Sending } from "../mail/model.ts";
import type { Sms, SmsListener, SmsSender } from "./model.ts";

export interface SmppSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly systemId: string;
  readonly password: string;
  /** What the telephone shows: a name of up to eleven Latin signs, or a number. */
  readonly sender: string;
  readonly timeoutMs?: number | undefined;
}

/** Answers that say "not now": the queue is full, too many at once, the system is at fault (SMPP 3.4, 5.1.3). */
const NOT_NOW = new Set([0x14, 0x58, 0x08, 0x61]);
/** The number of the receiver is none. */
const NO_SUCH_NUMBER = 0x0b;
const RECEIPT = 0x04;
const UCS2 = 8;

export function smppSender(settings: SmppSettings, listener: SmsListener): SmsSender {
  let line: Promise<Session> | undefined;
  const drop = (): void => {
    line?.then(
      (session) => session.destroy(),
      () => undefined,
    );
    line = undefined;
  };
  const open = (): Promise<Session> => {
    line ??= bound(settings, listener, () => {
      line = undefined;
    });
    return line;
  };
  return {
    send: async (sms, leaving) => {
      let session: Session;
      try {
        session = await open();
      } catch (error) {
        drop();
        return { outcome: "later", reason: error instanceof Error ? error.message : String(error) };
      }
      await leaving();
      const became = await submitted(session, settings, sms);
      if (became.outcome === "unsure") drop();
      return became;
    },
    close: () => {
      line?.then(
        (session) => {
          session.unbind();
          return session.close();
        },
        () => undefined,
      );
      line = undefined;
    },
  };
}

function bound(settings: SmppSettings, listener: SmsListener, gone: () => void): Promise<Session> {
  const { host, port, tls, timeoutMs = 15_000 } = settings;
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      clearTimeout(patience);
      session.destroy();
      gone();
      reject(error);
    };
    const session = smpp.connect({ host, port, tls, auto_enquire_link_period: 30_000 }, () => {
      session.bind_transceiver(
        { system_id: settings.systemId, password: settings.password, interface_version: 0x34 },
        ({ command_status: status }) => {
          if (status !== 0) return fail(new Error(`${host} refused to bind: 0x${status.toString(16)}`));
          clearTimeout(patience);
          resolve(session);
        },
      );
    });
    const patience = setTimeout(() => fail(new Error(`${host} does not answer`)), timeoutMs);
    session.on("error", fail);
    session.on("close", () => fail(new Error(`${host} closed the line`)));
    session.on("enquire_link", (pdu: Pdu) => session.send(pdu.response()));
    session.on("deliver_sm", (pdu: Pdu) => {
      // Answered once it is kept: what was not is told again by the center.
      heard(pdu, listener).then(
        () => session.send(pdu.response()),
        () => session.send(pdu.response({ command_status: 0x08 })),
      );
    });
  });
}

function submitted(
  session: Session,
  { sender, timeoutMs = 15_000 }: SmppSettings,
  sms: Sms,
): Promise<Sending> {
  return new Promise((resolve) => {
    const end = (became: Sending): void => {
      clearTimeout(patience);
      session.off("close", closed);
      resolve(became);
    };
    const closed = (): void => end({ outcome: "unsure", reason: "the line was closed" });
    const patience = setTimeout(() => end({ outcome: "unsure", reason: "no answer" }), timeoutMs);
    session.on("close", closed);
    const isName = /[^\d+]/.test(sender);
    const left = session.submit_sm(
      {
        source_addr_ton: isName ? 5 : 1,
        source_addr_npi: isName ? 0 : 1,
        source_addr: sender.replace("+", ""),
        dest_addr_ton: 1,
        dest_addr_npi: 1,
        destination_addr: sms.to.replace("+", ""),
        registered_delivery: 1,
        data_coding: UCS2,
        message_payload: Buffer.from(sms.text, "utf16le").swap16(),
      },
      ({ command_status: status, message_id: id = "" }) => end(judged(status, id)),
    );
    if (!left) end({ outcome: "later", reason: "the line was closed before" });
  });
}

function judged(status: number, id: string): Sending {
  if (status === 0) return { outcome: "accepted", peerId: id };
  const reason = `SMPP 0x${status.toString(16).padStart(2, "0")}`;
  if (NOT_NOW.has(status)) return { outcome: "later", reason };
  return { outcome: "refused", reason, isGone: status === NO_SUCH_NUMBER };
}

/** A receipt of delivery, or what somebody wrote. */
async function heard(pdu: Pdu, listener: SmsListener): Promise<void> {
  const text = textIn(pdu);
  if (((pdu.esm_class ?? 0) & RECEIPT) === 0) {
    await listener.incoming({ from: `+${(pdu.source_addr ?? "").replace("+", "")}`, text });
    return;
  }
  // In parameters of its own, or in the text of appendix B: "id:7 sub:001 ... stat:DELIVRD err:000".
  const peerId = pdu.receipted_message_id ?? /\bid:(\S+)/.exec(text)?.[1] ?? "";
  const word = STATES[pdu.message_state ?? 0] ?? /\bstat:(\w+)/.exec(text)?.[1] ?? "";
  const isOver = word === "DELIVRD" || LOST.includes(word);
  // On its way still: nothing to keep.
  if (peerId === "" || !isOver) return;
  await listener.report({ peerId, state: word === "DELIVRD" ? "delivered" : "failed", reason: word });
}

/** By SMPP 3.4, 5.2.28. */
const STATES: Readonly<Record<number, string>> = {
  2: "DELIVRD",
  3: "EXPIRED",
  4: "DELETED",
  5: "UNDELIV",
  8: "REJECTD",
};
const LOST: readonly string[] = ["EXPIRED", "DELETED", "UNDELIV", "REJECTD"];

function textIn({ short_message: short, message_payload: payload }: Pdu): string {
  const part = payload ?? short?.message ?? "";
  const said = typeof part === "object" && "message" in part ? part.message : part;
  return typeof said === "string" ? said : said.toString("latin1");
}
