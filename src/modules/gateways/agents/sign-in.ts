import {
  createHash,
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
  timingSafeEqual,
} from "node:crypto";
import { BlockList, isIP } from "node:net";
import type { Agent } from "#modules/payments";
import type { AgentSettings, SignatureSettings } from "./model.ts";

/** What a request brings to prove whose it is. */
export interface Credentials {
  /** The header as it came: "Basic …", "Bearer …". */
  readonly authorization: string | undefined;
  /** The SHA-256 of the client's certificate, as the proxy of the house found it; absent without such a proxy. */
  readonly certificate: string | undefined;
  /** Any other header: a detached signature is in one that the settings name. */
  readonly header: (name: string) => string | undefined;
  /** The bytes that are signed: query string or form. */
  readonly raw: string;
  readonly remoteAddress: string;
}

/**
 * Who may speak for an agent: all the means that its settings ask for, from an address of its list. Secrets are
 * compared by their hashes, in a time that tells nothing; the present one and, while it is replaced, the one before.
 */
export function isSignedIn(agent: Agent, settings: AgentSettings, credentials: Credentials): boolean {
  return (
    isListed(credentials.remoteAddress, settings.addresses) &&
    settings.signIn.length > 0 &&
    settings.signIn.every((means) => {
      switch (means) {
        case "password":
          return isPassword(agent, credentials.authorization);
        case "token":
          return isSecret(agent, /^Bearer ([\x21-\x7e]+)$/i.exec(credentials.authorization ?? "")?.[1] ?? "");
        case "certificate":
          return isCertificate(settings, credentials.certificate);
        case "signature":
          // Judged by itself: a wrong signature has an answer of the dialect.
          return settings.signature !== undefined && settings.publicKeys.length > 0;
      }
    })
  );
}

function isPassword(agent: Agent, authorization: string | undefined): boolean {
  const match = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? "");
  const [name, ...rest] = Buffer.from(match?.[1] ?? "", "base64")
    .toString("utf8")
    .split(":");
  return isSecret(agent, rest.join(":")) && name === agent.code;
}

function isSecret(agent: Agent, secret: string): boolean {
  const hash = createHash("sha256").update(secret).digest();
  const present = timingSafeEqual(hash, agent.secretHash);
  const former = timingSafeEqual(hash, agent.formerSecretHash ?? Buffer.alloc(hash.length));
  return present || (former && agent.formerSecretHash !== undefined);
}

function isCertificate(settings: AgentSettings, fingerprint: string | undefined): boolean {
  const said = (fingerprint ?? "").replaceAll(":", "").toLowerCase();
  return said !== "" && settings.certificates.some((one) => one.toLowerCase() === said);
}

/** True from an address of the list, or where there is no list. */
export function isListed(address: string, list: readonly string[]): boolean {
  if (list.length === 0) return true;
  const allowed = new BlockList();
  for (const one of list) {
    const [network = "", bits] = one.split("/");
    const family = isIP(network) === 6 ? "ipv6" : "ipv4";
    allowed.addSubnet(network, Number(bits ?? (family === "ipv6" ? 128 : 32)), family);
  }
  // A socket that listens on both writes IPv4 as ::ffff:192.0.2.1.
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  const family = isIP(plain);
  return family !== 0 && allowed.check(plain, family === 6 ? "ipv6" : "ipv4");
}

/** True if it is a network that `isListed` understands. */
export function isNetwork(text: string): boolean {
  const match = /^([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(text);
  const family = isIP(match?.[1] ?? "");
  return family !== 0 && (match?.[2] === undefined || Number(match[2]) <= (family === 6 ? 128 : 32));
}

/** Whether the raw bytes carry a signature by one of the agent's keys; true where none is asked for. */
export function isSignatureRight(settings: AgentSettings, credentials: Credentials): boolean {
  if (!settings.signIn.includes("signature")) return true;
  const { signature: of } = settings;
  const signed = of && signedPart(of, credentials);
  if (!of || !signed) return false;
  return settings.publicKeys.some((key) => {
    const verify = createVerify(of.algorithm).update(signed.bytes, "utf8");
    try {
      return verify.verify(createPublicKey(key), Buffer.from(signed.signature, of.encoding));
    } catch {
      // Not a signature of this key's kind: as wrong as any other.
      return false;
    }
  });
}

/** A parameter signs all that stands before it; only as the last one can it be told from what is signed. */
function signedPart(
  of: SignatureSettings,
  { raw, header }: Credentials,
): { readonly bytes: string; readonly signature: string } | undefined {
  if (of.place === "header") {
    const signature = header(of.name);
    return signature === undefined ? undefined : { bytes: raw, signature };
  }
  const at = raw.lastIndexOf(`&${of.name}=`);
  if (at < 0) return undefined;
  const value = raw.slice(at + of.name.length + 2);
  if (value.includes("&")) return undefined;
  return { bytes: raw.slice(0, at), signature: new URLSearchParams(`v=${value}`).get("v") ?? "" };
}

/** Our signature over the bytes of an answer. */
export const signatureOf = (body: Buffer, of: SignatureSettings, privateKey: string): string =>
  createSign(of.algorithm).update(body).sign(createPrivateKey(privateKey)).toString(of.encoding);
