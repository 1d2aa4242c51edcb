/** What is used of the library, which has no types of its own. */
declare module "smpp" {
  import type { EventEmitter } from "node:events";

  export interface Pdu {
    readonly command: string;
    readonly command_status: number;
    readonly message_id?: string;
    readonly esm_class?: number;
    readonly source_addr?: string;
    readonly short_message?: { readonly message: string | Buffer };
    readonly message_payload?: { readonly message: string | Buffer } | string | Buffer;
    readonly receipted_message_id?: string;
    readonly message_state?: number;
    response(fields?: object): Pdu;
  }

  export interface Session extends EventEmitter {
    bind_transceiver(fields: object, answered: (pdu: Pdu) => void): boolean;
    submit_sm(fields: object, answered: (pdu: Pdu) => void): boolean;
    unbind(): boolean;
    send(pdu: Pdu): boolean;
    close(): void;
    destroy(): void;
  }

  const smpp: { connect(options: object, connected: () => void): Session };
  export default smpp;
}
