import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pushKeys, webPusher } from "./index.ts";

/*
 * A push service of our own, and a browser whose keys open what came to it: written from RFC 8188, 8291 and 8292, with
 * nothing of the library that made it.
 */

let folder: string;
let status = 201;
const came: { readonly headers: IncomingHttpHeaders; readonly body: Buffer }[] = [];
const service = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    came.push({ headers: request.headers, body: Buffer.concat(parts) });
    response.writeHead(status).end();
  });
});
let origin: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "pay-logic-push-"));
  await new Promise<void>((ready) => service.listen(0, "127.0.0.1", ready));
  origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
});
afterAll(() => {
  service.close();
  rmSync(folder, { recursive: true });
});

const browser = createECDH("prime256v1");
browser.generateKeys();
const auth = randomBytes(16);
const target = () => ({
  endpoint: `${origin}/send/1`,
  p256dh: browser.getPublicKey("base64url"),
  auth: auth.toString("base64url"),
});
const PUSH = {
  title: "Нет воды",
  body: "Лесная, 12: с 8:00 до 12:00",
  url: "https://eirc.example/lk/house",
  tag: "notification-7",
};
const pusher = () =>
  webPusher({ keys: pushKeys(folder), contact: "mailto:bills@eirc.example", allowOwnNetwork: true });
const last = () => {
  const one = came.at(-1);
  if (!one) throw new Error("nothing came");
  return one;
};

/** RFC 8291, section 3.4, and RFC 8188: one record. */
function opened(body: Buffer): string {
  const salt = body.subarray(0, 16);
  const length = body.readUInt8(20);
  const sender = body.subarray(21, 21 + length);
  const shared = browser.computeSecret(sender);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), browser.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync("sha256", shared, auth, info, 32));
  const key = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: aes128gcm\0", 16));
  const nonce = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: nonce\0", 12));
  const sealed = body.subarray(21 + length);
  const open = createDecipheriv("aes-128-gcm", key, nonce).setAuthTag(sealed.subarray(-16));
  const text = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]);
  // What pads the record ends with the mark of the last one.
  return text.subarray(0, text.lastIndexOf(2)).toString("utf8");
}

test("the browser opens what it is told, and its service sees nothing of it", async () => {
  let left = 0;
  const sending = await pusher().send(PUSH, target(), async () => void (left += 1));
  expect(sending).toEqual({ outcome: "accepted", peerId: "" });
  const { headers, body } = last();
  expect(headers).toMatchObject({ "content-encoding": "aes128gcm", ttl: "86400", urgency: "normal" });
  expect(JSON.parse(opened(body))).toEqual(PUSH);
  expect(body.includes("eirc.example")).toBe(false);
  expect(left).toBe(1);
});

test("the request is signed by the installation's key, for that service alone and for a day at most", async () => {
  await pusher().send(PUSH, target(), async () => undefined);
  const found = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(
    last().headers.authorization ?? "",
  );
  if (!found) throw new Error("no VAPID header");
  const [, head = "", claims = "", signature = "", key = ""] = found;
  expect(key).toBe(pushKeys(folder).publicKey);
  const point = Buffer.from(key, "base64url");
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url"),
  };
  const isSigned = verify(
    "sha256",
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  expect(isSigned).toBe(true);
  const said = JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as {
    aud: string;
    exp: number;
    sub: string;
  };
  expect([said.aud, said.sub]).toEqual([origin, "mailto:bills@eirc.example"]);
  expect(said.exp - Date.now() / 1000).toBeLessThanOrEqual(86_400);
});

describe("an answer of the service", () => {
  test.each([
    [404, "refused", true],
    [410, "refused", true],
    [413, "refused", false],
    [429, "later", undefined],
    [503, "later", undefined],
    [500, "unsure", undefined],
  ] as const)("%i: %s", async (answer, outcome, isGone) => {
    status = answer;
    const sending = await pusher().send(PUSH, target(), async () => undefined);
    status = 201;
    expect([sending.outcome, "isGone" in sending ? sending.isGone : undefined]).toEqual([outcome, isGone]);
  });
});

test("what a browser cannot have said is struck off, and nothing leaves", async () => {
  const before = came.length;
  const leaving = () => Promise.reject(new Error("it left"));
  const sending = await pusher().send(PUSH, { ...target(), p256dh: "A".repeat(87) }, leaving);
  expect(sending).toMatchObject({ outcome: "refused", isGone: true });
  // An address of our own network, from a browser that lies.
  const strict = webPusher({ keys: pushKeys(folder), contact: "mailto:bills@eirc.example" });
  expect(await strict.send(PUSH, target(), async () => undefined)).toMatchObject({
    outcome: "refused",
    isGone: true,
  });
  expect(came.length).toBe(before);
});

test("the keys are made once, and nobody else reads them", () => {
  const keys = pushKeys(folder);
  expect(pushKeys(folder)).toEqual(keys);
  const file = path.join(folder, "push.key");
  expect(readFileSync(file, "utf8")).toBe(`${keys.publicKey}\n${keys.privateKey}\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
