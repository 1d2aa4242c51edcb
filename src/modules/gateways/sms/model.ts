import type { Sending } from "../mail/model.ts";

export interface Sms {
  /** "+79000000001". */
  readonly to: string;
  readonly text: string;
  /** The same at each attempt: "notification-12". */
  readonly id: string;
}

/** What the center tells later of a message that it took. */
export interface SmsReport {
  readonly peerId: string;
  readonly state: "delivered" | "failed";
  readonly reason: string;
}

/** What somebody wrote back. */
export interface IncomingSms {
  readonly from: string;
  readonly text: string;
}

export interface SmsListener {
  readonly report: (report: SmsReport) => Promise<void>;
  readonly incoming: (sms: IncomingSms) => Promise<void>;
}

export interface SmsSender {
  /** Calls `leaving` before the first byte leaves; it throws where the message must not leave. */
  readonly send: (sms: Sms, leaving: () => Promise<void>) => Promise<Sending>;
  readonly close: () => void;
}
