import { createServer } from "node:http";
import { expect, test } from "vitest";
import type { Money } from "#core/units";
import { isOwnNetwork, outgoing } from "./client.ts";
import { jsonText, kopecksOf, roublesJson } from "./json.ts";
import { secretOf } from "./secrets.ts";

test("addresses of our own network are told from others, in every dress", () => {
  for (const address of [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "fd00::1",
    "fe80::1",
    "not an address",
  ])
    expect(isOwnNetwork(address), address).toBe(true);
  for (const address of ["185.71.76.5", "172.32.0.1", "2a02:5180::1", "::ffff:8.8.8.8"])
    expect(isOwnNetwork(address), address).toBe(false);
});

test("only hosts of the configuration are asked, with encryption, outside of our network", async () => {
  const send = outgoing({ hosts: ["api.example.test", "127.0.0.1", "localhost"] });
  const refused = (url: string) => expect(send({ method: "GET", url })).rejects;
  await refused("https://evil.example.test/").toThrow("not configured");
  await refused("https://api.example.test@evil.example.test/").toThrow("not configured");
  await refused("http://api.example.test/").toThrow("without encryption");
  await refused("https://127.0.0.1/").toThrow("own network");
  // Looked at after it is resolved, so that a name cannot lead inside.
  await refused("https://localhost/").toThrow("own network");
});

test("a redirect is not followed, a long answer is not read to its end, a slow one is given up", async () => {
  const server = createServer((request, response) => {
    if (request.url === "/redirect") response.writeHead(302, { location: "/other" }).end();
    else if (request.url === "/long") response.end(Buffer.alloc(2_000_000));
    else if (request.url === "/fine") response.end("fine");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const send = outgoing({ hosts: [host], allowOwnNetwork: true });
  const asked = (path: string) => send({ method: "GET", url: `http://${host}${path}`, timeoutMs: 300 });
  try {
    await expect(asked("/redirect")).rejects.toThrow("redirect");
    await expect(asked("/long")).rejects.toThrow("too long");
    await expect(asked("/slow")).rejects.toThrow();
    expect(await asked("/fine")).toEqual({ status: 200, body: "fine" });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("amounts are written and read as they are", () => {
  const amount = 123_456_789_012_345_678n as Money;
  expect(
    jsonText({ a: amount, b: roublesJson(1n as Money), c: [undefined, "х"], d: undefined, e: null }),
  ).toBe('{"a":123456789012345678,"b":0.01,"c":[null,"х"],"e":null}');
  expect([
    kopecksOf(150000),
    kopecksOf("150000"),
    kopecksOf(1500.5),
    kopecksOf("1500.00"),
    kopecksOf(2 ** 60),
  ]).toEqual([150_000n, 150_000n, undefined, undefined, undefined]);
});

test("a secret that is not set stops what it guards", () => {
  expect(secretOf("env:BANK", { BANK: "x" })).toBe("x");
  expect(() => secretOf("env:BANK", {})).toThrow("env:BANK is not set");
  expect(() => secretOf("BANK", { BANK: "x" })).toThrow("is not set");
});
