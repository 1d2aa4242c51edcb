import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/* A wire that breaks where a test wants it: between an agent and the server, or the server and PostgreSQL. */

/** What becomes of one connection. */
export type Fate =
  | { readonly kind: "pass" }
  /** The request is lost. */
  | { readonly kind: "cut_before_request" }
  /** The request arrives and is done; the answer is lost. */
  | { readonly kind: "cut_before_answer" }
  /** The request arrives so many milliseconds late. */
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** The request arrives twice; the first answer is heard. */
  | { readonly kind: "duplicate" };

export interface Wire {
  readonly port: number;
  close(): Promise<void>;
}

/** A wire that carries one request a connection; each new connection asks for its fate. */
export async function httpWire(to: () => number, fateOf: () => Fate): Promise<Wire> {
  return listen((client) => {
    const fate = fateOf();
    if (fate.kind === "cut_before_request") {
      client.once("data", () => client.destroy());
      return;
    }
    const server = connect(to(), "127.0.0.1");
    together(client, server);
    const twin = fate.kind === "duplicate" ? connect(to(), "127.0.0.1") : undefined;
    if (twin) twin.on("error", () => twin.destroy()).on("data", () => undefined);
    client.on("close", () => twin?.end());
    client.on("data", (bytes) => {
      void (async () => {
        if (fate.kind === "delay") await sleep(fate.milliseconds);
        twin?.write(bytes);
        if (!server.destroyed) server.write(bytes);
      })();
    });
    server.on("data", (bytes) => {
      if (fate.kind === "cut_before_answer") client.destroy();
      else client.write(bytes);
    });
    server.on("end", () => client.end());
  });
}

/** What is done about a question to PostgreSQL. */
export type Verdict = "pass" | "cut_before" | "cut_after";

/**
 * A wire to PostgreSQL that counts the questions that wait for an answer (Query and Sync of the protocol) over all
 * connections. `cut_before` breaks the connection instead of asking; `cut_after` when the question has been answered,
 * before the answer is heard.
 */
export async function postgresWire(to: NetConnectOpts, judge: (question: number) => Verdict): Promise<Wire> {
  let questions = 0;
  return listen((client) => {
    const server = connect(to);
    together(client, server);
    let begun = false;
    let held = Buffer.alloc(0);
    let deaf = false;
    client.on("data", (bytes) => {
      held = Buffer.concat([held, bytes]);
      for (;;) {
        // The first message has no letter.
        const head = begun ? 1 : 0;
        if (held.length < head + 4) return;
        const length = held.readUInt32BE(head) + head;
        if (held.length < length) return;
        const message = held.subarray(0, length);
        held = held.subarray(length);
        const letter = begun ? String.fromCharCode(message[0] ?? 0) : "";
        begun = true;
        const verdict = letter === "Q" || letter === "S" ? judge(++questions) : "pass";
        if (verdict === "cut_before") {
          client.destroy();
          server.destroy();
          return;
        }
        if (verdict === "cut_after") deaf = true;
        if (!server.destroyed) server.write(message);
      }
    });
    server.on("data", (bytes) => {
      if (!deaf) client.write(bytes);
      // ReadyForQuery ends an answer: "Z", length 5, state.
      else if (bytes.length >= 6 && bytes[bytes.length - 6] === 0x5a) {
        client.destroy();
        server.destroy();
      }
    });
    server.on("end", () => client.end());
  });
}

function together(one: Socket, other: Socket): void {
  for (const [socket, twin] of [
    [one, other],
    [other, one],
  ] as const) {
    socket.on("error", () => twin.destroy());
    socket.on("close", () => twin.destroy());
  }
}

async function listen(serve: (client: Socket) => void): Promise<Wire> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.on("close", () => open.delete(client));
    client.on("error", () => client.destroy());
    serve(client);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
