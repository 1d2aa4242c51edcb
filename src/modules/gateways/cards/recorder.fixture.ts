import { createServer, type Server } from "node:http";
import { type Outgoing, outgoing } from "../outgoing/index.ts";

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A peer on this machine that writes down what it is asked and answers what the test says. */
export interface Recorder {
  readonly url: string;
  readonly send: Outgoing;
  readonly asked: Recorded[];
  answer: (asked: Recorded) => { readonly status?: number; readonly body: string };
  close(): Promise<void>;
}

export async function recorder(): Promise<Recorder> {
  const asked: Recorded[] = [];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const one: Recorded = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        ),
        body: Buffer.concat(parts).toString("utf8"),
      };
      asked.push(one);
      const { status = 200, body } = made.answer(one);
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const made: Recorder = {
    url: `http://${host}`,
    send: outgoing({ hosts: [host], allowOwnNetwork: true }),
    asked,
    answer: () => ({ body: "{}" }),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  return made;
}
