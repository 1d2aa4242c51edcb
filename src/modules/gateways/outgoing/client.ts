import { lookup as resolve, type LookupAddress } from "node:dns";
import { request as requestPlain } from "node:http";
import { request as requestSafe } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";

export interface OutgoingRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  readonly timeoutMs?: number;
  /** Our own certificate, where the peer asks for one. */
  readonly certificate?:
    | { readonly cert: string; readonly key: string; readonly passphrase?: string }
    | undefined;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly body: string;
}

/** Asks a peer; throws an `Outage` when there is no answer. A status of 500 is an answer. */
export type Outgoing = (request: OutgoingRequest) => Promise<OutgoingAnswer>;

/** The peer gave no answer that can be relied on: what it did is unknown. */
export class Outage extends Error {
  override readonly name = "Outage";
}

/** The rules of what may be asked forbid the address: nothing left, and asking again would not help. */
export class Forbidden extends Error {
  override readonly name = "Forbidden";
}

const BYTES_MAX = 1_048_576;
const TIMEOUT_MS = 15_000;

/** Networks that nobody outside can be meant by: a peer's name that leads there is a mistake or an attack. */
const OWN = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  OWN.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  OWN.addSubnet(network, prefix, "ipv6");

export function isOwnNetwork(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  const family = isIP(plain);
  if (family === 0) return true;
  // An IPv4 address in any other dress of IPv6 is not one that a peer has.
  if (family === 6 && /^::ffff:/i.test(plain)) return true;
  return OWN.check(plain, family === 4 ? "ipv4" : "ipv6");
}

export interface OutgoingOptions {
  /** "api.yookassa.ru", with the port where it is not the usual one. */
  readonly hosts: readonly string[];
  /** For tests on one machine: plain HTTP and addresses of our own network are let through. */
  readonly allowOwnNetwork?: boolean;
}

export function outgoing(options: OutgoingOptions): Outgoing {
  const hosts = new Set(options.hosts);
  const isAllowed = (address: string): boolean => options.allowOwnNetwork === true || !isOwnNetwork(address);
  const lookup: LookupFunction = (hostname, settings, callback) => {
    resolve(hostname, { ...settings, all: true }, (error, addresses: LookupAddress[]) => {
      const bad = error ?? addresses.find(({ address }) => !isAllowed(address));
      const first = addresses?.[0];
      if (bad !== undefined || first === undefined) {
        callback(bad instanceof Error ? bad : new Outage(`${hostname} leads into our own network`), "");
      } else if (settings.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };

  return ({ method, url, headers = {}, body, timeoutMs = TIMEOUT_MS, certificate }) => {
    const target = URL.canParse(url) ? new URL(url) : undefined;
    if (!target || !hosts.has(target.host)) {
      return Promise.reject(
        new Forbidden(`the host of ${target?.host ?? "a malformed address"} is not configured`),
      );
    }
    if (target.protocol !== "https:" && options.allowOwnNetwork !== true) {
      return Promise.reject(new Forbidden(`${target.host} is asked without encryption`));
    }
    const literal = target.hostname.replaceAll(/[[\]]/g, "");
    if (isIP(literal) !== 0 && !isAllowed(literal)) {
      return Promise.reject(new Forbidden(`${target.host} is an address of our own network`));
    }
    return new Promise<OutgoingAnswer>((done, fail) => {
      const lost = (error: Error) =>
        fail(error instanceof Outage ? error : new Outage(error.message, { cause: error }));
      const ask = target.protocol === "https:" ? requestSafe : requestPlain;
      const bytes =
        body === undefined
          ? undefined
          : typeof body === "string"
            ? Buffer.from(body, "utf8")
            : Buffer.from(body);
      const sent = ask(
        target,
        {
          method,
          lookup,
          agent: false,
          signal: AbortSignal.timeout(timeoutMs),
          headers: { ...headers, ...(bytes ? { "content-length": String(bytes.length) } : {}) },
          ...certificate,
        },
        (answer) => {
          const parts: Buffer[] = [];
          let size = 0;
          answer.on("data", (part: Buffer) => {
            size += part.length;
            if (size > BYTES_MAX) answer.destroy(new Outage("the answer is too long"));
            else parts.push(part);
          });
          answer.on("error", lost);
          answer.on("end", () => {
            const status = answer.statusCode ?? 0;
            // Followed nowhere: a payment's question goes where it was sent.
            if (status >= 300 && status < 400) lost(new Outage(`answered by a redirect (${status})`));
            else done({ status, body: Buffer.concat(parts).toString("utf8") });
          });
        },
      );
      sent.on("error", lost);
      sent.end(bytes);
    });
  };
}
