/** The services of the system that a message may be for. */
export type GisService = "HomeManagement" | "Bills" | "Payment";

/** How far the system is with a message: taken, being worked on, done. */
export type GisState =
  | { readonly state: "received" | "processing" }
  | { readonly state: "done"; readonly answer: Uint8Array };

/**
 * The way to the system. Signing (XAdES-BES by GOST 2012) and the encrypted line are its matter alone; the product makes
 * messages and reads answers, and works without a channel: the message is taken out as a file, the answer is put in.
 * `send` with a message GUID that was sent before must not make a second one.
 */
export interface GisChannel {
  send(message: {
    readonly service: GisService;
    readonly messageGuid: string;
    readonly xml: string;
  }): Promise<{ readonly ack: string }>;
  state(of: { readonly service: GisService; readonly ack: string }): Promise<GisState>;
}
