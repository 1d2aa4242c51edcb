import { createServer as createHttp, type IncomingMessage } from "node:http";
import { createServer, type Socket } from "node:net";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { outgoing } from "../outgoing/index.ts";
import { folderSms } from "./folder.ts";
import { httpSms, type HttpSmsSettings } from "./http.ts";
import type { IncomingSms, Sms, SmsReport } from "./model.ts";
import { smppSender } from "./smpp.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const SMS: Sms = { to: "+79000000001", text: "Квитанция за ноябрь: 4 812,40 ₽", id: "notification-12" };

// --- a message center written from the bytes of SMPP 3.4 -------------------------------------------------------------

const [BIND_TRANSCEIVER, SUBMIT_SM, DELIVER_SM] = [0x09, 0x04, 0x05];

interface Submitted {
  readonly source: string;
  readonly destination: string;
  readonly registered: number;
  readonly coding: number;
  readonly payload: Buffer;
}

/** Answers a submission: its number, a status, or nothing at all. */
type Answer = { readonly id: string } | { readonly status: number } | "silence" | "hang up";

async function messageCenter(answer: (of: Submitted) => Answer, password = "secret") {
  const submitted: Submitted[] = [];
  const answers: { readonly status: number }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => sockets.delete(socket));
    let heard = Buffer.alloc(0);
    socket.on("data", (part: Buffer) => {
      heard = Buffer.concat([heard, part]);
      while (heard.length >= 16 && heard.length >= heard.readUInt32BE(0)) {
        const pdu = heard.subarray(0, heard.readUInt32BE(0));
        heard = heard.subarray(pdu.length);
        take(socket, pdu);
      }
    });
  });
  const take = (socket: Socket, pdu: Buffer): void => {
    const [command, status, sequence] = [pdu.readUInt32BE(4), pdu.readUInt32BE(8), pdu.readUInt32BE(12)];
    const body = reader(pdu.subarray(16));
    if (command === BIND_TRANSCEIVER) {
      body.text();
      const isRight = body.text() === password;
      socket.write(pduOf(0x80000009, isRight ? 0 : 0x0e, sequence, Buffer.from("center\0")));
    } else if (command === SUBMIT_SM) {
      const of = submission(body);
      submitted.push(of);
      const said = answer(of);
      if (said === "hang up") socket.destroy();
      else if (said !== "silence")
        socket.write(
          "id" in said
            ? pduOf(0x80000004, 0, sequence, Buffer.from(`${said.id}\0`))
            : pduOf(0x80000004, said.status, sequence, Buffer.alloc(0)),
        );
    } else if (command === 0x80000005) answers.push({ status });
  };
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const deliver = (of: {
    readonly esm: number;
    readonly from: string;
    readonly text: string;
    readonly tlv?: Buffer;
  }) => {
    const text = Buffer.from(of.text, "latin1");
    const body = Buffer.concat([
      Buffer.from([0, 1, 1]),
      Buffer.from(`${of.from}\0`),
      Buffer.from([1, 1]),
      Buffer.from("EIRC\0"),
      // esm_class, protocol, priority, schedule, validity, registered, replace, coding, default message, length
      Buffer.from([of.esm, 0, 0, 0, 0, 0, 0, 0, 0, text.length]),
      text,
      of.tlv ?? Buffer.alloc(0),
    ]);
    for (const socket of sockets) socket.write(pduOf(DELIVER_SM, 0, 77, body));
  };
  return { port: (server.address() as { port: number }).port, submitted, answers, deliver };
}

function pduOf(command: number, status: number, sequence: number, body: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(16 + body.length, 0);
  head.writeUInt32BE(command, 4);
  head.writeUInt32BE(status, 8);
  head.writeUInt32BE(sequence, 12);
  return Buffer.concat([head, body]);
}

function reader(bytes: Buffer) {
  let at = 0;
  return {
    text: (): string => {
      const end = bytes.indexOf(0, at);
      const text = bytes.toString("latin1", at, end);
      at = end + 1;
      return text;
    },
    byte: (): number => bytes.readUInt8(at++),
    rest: (): Buffer => bytes.subarray(at),
  };
}

function submission(body: ReturnType<typeof reader>): Submitted {
  body.text();
  body.byte();
  body.byte();
  const source = body.text();
  body.byte();
  body.byte();
  const destination = body.text();
  for (let skipped = 0; skipped < 3; skipped++) body.byte();
  body.text();
  body.text();
  const registered = body.byte();
  body.byte();
  const coding = body.byte();
  body.byte();
  const short = body.byte();
  const tlv = body.rest().subarray(short);
  // message_payload: tag, length, value.
  expect([short, tlv.readUInt16BE(0), tlv.readUInt16BE(2)]).toEqual([0, 0x0424, tlv.length - 4]);
  return { source, destination, registered, coding, payload: tlv.subarray(4) };
}

async function lineTo(
  center: { readonly port: number },
  more: { password?: string; timeoutMs?: number } = {},
) {
  const reports: SmsReport[] = [];
  const written: IncomingSms[] = [];
  const sender = smppSender(
    {
      host: "127.0.0.1",
      port: center.port,
      tls: false,
      systemId: "eirc",
      password: more.password ?? "secret",
      sender: "EIRC",
      timeoutMs: more.timeoutMs ?? 1_000,
    },
    {
      report: async (one) => void reports.push(one),
      incoming: async (one) => {
        if (one.text === "fail") throw new Error("the database is away");
        written.push(one);
      },
    },
  );
  closing.push(async () => sender.close());
  const leavings: string[] = [];
  const send = (sms = SMS) => sender.send(sms, async () => void leavings.push(sms.id));
  return { send, reports, written, leavings };
}

describe("over SMPP", () => {
  test("a message arrives whole, however long, and its fate comes back by its number", async () => {
    let number = 6;
    const center = await messageCenter(() => ({ id: String(++number) }));
    const { send, reports } = await lineTo(center);
    const long = { ...SMS, text: "Долг по счёту 4400110010. ".repeat(5), id: "notification-13" };
    expect([await send(), await send(long)]).toEqual([
      { outcome: "accepted", peerId: "7" },
      { outcome: "accepted", peerId: "8" },
    ]);
    expect(center.submitted).toMatchObject([
      { source: "EIRC", destination: "79000000001", registered: 1, coding: 8 },
      { destination: "79000000001" },
    ]);
    expect(center.submitted.map(({ payload }) => Buffer.from(payload).swap16().toString("utf16le"))).toEqual([
      SMS.text,
      long.text,
    ]);
    const receipt =
      "id:7 sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000 text:";
    center.deliver({ esm: 4, from: "79000000001", text: receipt });
    // The same told in parameters: receipted_message_id "8", message_state 5.
    const tlv = Buffer.from([0x00, 0x1e, 0, 2, 0x38, 0, 0x04, 0x27, 0, 1, 5]);
    center.deliver({ esm: 4, from: "79000000001", text: "", tlv });
    center.deliver({ esm: 4, from: "79000000001", text: receipt.replace("DELIVRD", "ENROUTE") });
    await expect.poll(() => center.answers.length).toBe(3);
    expect(reports).toEqual([
      { peerId: "7", state: "delivered", reason: "DELIVRD" },
      { peerId: "8", state: "failed", reason: "UNDELIV" },
    ]);
  });

  test("what somebody writes back is heard, and asked for again where it was not kept", async () => {
    const center = await messageCenter(() => ({ id: "1" }));
    const { send, written } = await lineTo(center);
    await send();
    center.deliver({ esm: 0, from: "79000000001", text: "STOP" });
    center.deliver({ esm: 0, from: "79000000001", text: "fail" });
    await expect.poll(() => center.answers.length).toBe(2);
    expect(written).toEqual([{ from: "+79000000001", text: "STOP" }]);
    expect(center.answers).toEqual([{ status: 0 }, { status: 8 }]);
  });

  test("a center that is busy is asked later, one that knows no such number for good", async () => {
    const center = await messageCenter(({ destination }) => ({
      status: destination.endsWith("1") ? 0x58 : 0x0b,
    }));
    const { send } = await lineTo(center);
    expect(await send()).toMatchObject({ outcome: "later" });
    expect(await send({ ...SMS, to: "+79000000002" })).toMatchObject({ outcome: "refused", isGone: true });
  });

  test("without an answer nobody knows; before the line stands nothing has left", async () => {
    const silent = await lineTo(await messageCenter(() => "silence"), { timeoutMs: 200 });
    expect(await silent.send()).toMatchObject({ outcome: "unsure" });
    const cut = await lineTo(await messageCenter(() => "hang up"));
    expect(await cut.send()).toMatchObject({ outcome: "unsure" });
    const wrong = await lineTo(await messageCenter(() => ({ id: "1" })), { password: "wrong" });
    expect(await wrong.send()).toMatchObject({ outcome: "later" });
    const away = await lineTo({ port: 1 });
    expect(await away.send()).toMatchObject({ outcome: "later" });
    expect([wrong.leavings, away.leavings]).toEqual([[], []]);
  });

  test("after a line that was cut the next message opens another", async () => {
    let isFirst = true;
    const center = await messageCenter(() => {
      if (!isFirst) return { id: "2" };
      isFirst = false;
      return "hang up";
    });
    const { send } = await lineTo(center);
    expect(await send()).toMatchObject({ outcome: "unsure" });
    expect(await send({ ...SMS, id: "notification-13" })).toEqual({ outcome: "accepted", peerId: "2" });
  });
});

describe("by an HTTP gateway", () => {
  async function gateway(answer: (request: IncomingMessage, body: string) => [number, string] | undefined) {
    const asked: { url: string; type: string; body: string }[] = [];
    const server = createHttp((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const body = Buffer.concat(parts).toString();
        asked.push({ url: request.url ?? "", type: request.headers["content-type"] ?? "", body });
        const said = answer(request, body);
        if (said) response.writeHead(said[0]).end(said[1]);
        else request.socket.destroy();
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
    return { asked, port: (server.address() as { port: number }).port };
  }
  const senderTo = (port: number, more: Partial<HttpSmsSettings> = {}) =>
    httpSms(
      {
        method: "POST",
        url: `http://127.0.0.1:${port}/send`,
        headers: {},
        body: { as: "json", template: '{"phone":"{to}","text":"{text}","extId":"{id}","from":"{sender}"}' },
        sender: "EIRC",
        taken: '"id":\\s*"([^"]+)"',
        refused: "bad number",
        digitsOnly: true,
        ...more,
      },
      outgoing({ hosts: [`127.0.0.1:${port}`], allowOwnNetwork: true }),
    );
  const leave = async () => undefined;

  test("the request is the gateway's own, whatever stands in the text", async () => {
    const { asked, port } = await gateway(() => [200, '{"id":"a-1"}']);
    const text = 'УК "Заречье" & {to}\nдолг 100%';
    expect(await senderTo(port).send({ ...SMS, text }, leave)).toEqual({
      outcome: "accepted",
      peerId: "a-1",
    });
    expect(JSON.parse(asked[0]?.body ?? "")).toEqual({
      phone: "79000000001",
      text,
      extId: SMS.id,
      from: "EIRC",
    });
    const byForm = senderTo(port, {
      body: { as: "form", template: "to={to}&text={text}" },
      digitsOnly: false,
    });
    await byForm.send({ ...SMS, text }, leave);
    expect(Object.fromEntries(new URLSearchParams(asked[1]?.body))).toEqual({ to: "+79000000001", text });
    const byAddress = senderTo(port, {
      method: "GET",
      url: `http://127.0.0.1:${port}/send?to={to}&text={text}`,
      body: { as: "none" },
    });
    await byAddress.send({ ...SMS, text }, leave);
    expect(new URL(asked[2]?.url ?? "", "http://gateway").searchParams.get("text")).toBe(text);
  });

  test.each([
    [[200, "bad number"], "refused"],
    [[503, "busy"], "later"],
    [[429, "slow down"], "later"],
    [[200, "<html>"], "unsure"],
    [[500, ""], "unsure"],
    [undefined, "unsure"],
  ] as const)("%j is %s", async (answer, outcome) => {
    const { port } = await gateway(() => answer && [answer[0], answer[1]]);
    expect(await senderTo(port).send(SMS, leave)).toMatchObject({ outcome });
  });

  test("that is away has heard nothing", async () => {
    expect(await senderTo(1).send(SMS, leave)).toMatchObject({ outcome: "later" });
  });
});

test("without a contract messages lie down in a folder", async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "paylogic-sms-"));
  closing.push(() => rm(folder, { recursive: true }));
  await folderSms(folder).send(SMS, async () => undefined);
  expect(await readFile(path.join(folder, "notification-12.txt"), "utf8")).toBe(`${SMS.to}\n\n${SMS.text}\n`);
});
