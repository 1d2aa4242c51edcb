import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";

const sha256 = (bytes: Buffer | string): Buffer => createHash("sha256").update(bytes).digest();
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
/** Somebody was there, and it is them. */
const PRESENT_AND_VERIFIED = 0x05;
const WITH_CREDENTIAL = 0x40;

/** A telephone that keeps a key, as far as a server can tell: ES256, attestation "none". */
export function device(site: { readonly origin: string }) {
  const id = randomBytes(16);
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  let uses = 0;
  const head = (flags: number, origin: string): Buffer => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++uses);
    return Buffer.concat([sha256(new URL(origin).hostname), Buffer.from([flags]), counter]);
  };
  const clientData = (type: string, challenge: string, origin: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const coordinate = (name: "x" | "y"): Uint8Array<ArrayBuffer> =>
    new Uint8Array(Buffer.from(publicKey.export({ format: "jwk" })[name] ?? "", "base64url"));

  return {
    /** The answer to a question of adding a key. */
    made(challenge: string, origin = site.origin) {
      // COSE: kty EC2, alg ES256, curve P-256, x, y.
      const key = isoCBOR.encode(
        new Map<number, number | Uint8Array<ArrayBuffer>>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, coordinate("x")],
          [-3, coordinate("y")],
        ]),
      );
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const authData = Buffer.concat([
        head(PRESENT_AND_VERIFIED | WITH_CREDENTIAL, origin),
        Buffer.alloc(16),
        length,
        id,
        key,
      ]);
      const attestation = isoCBOR.encode(
        new Map<string, string | Map<string, string> | Uint8Array<ArrayBuffer>>([
          ["fmt", "none"],
          ["attStmt", new Map()],
          ["authData", new Uint8Array(authData)],
        ]),
      );
      return {
        id: text(id),
        rawId: text(id),
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: text(clientData("webauthn.create", challenge, origin)),
          attestationObject: text(attestation),
          transports: ["internal"],
        },
      };
    },
    /** The answer to a question of signing in. */
    answer(challenge: string, origin = site.origin) {
      const client = clientData("webauthn.get", challenge, origin);
      const authData = head(PRESENT_AND_VERIFIED, origin);
      return {
        id: text(id),
        rawId: text(id),
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: text(client),
          authenticatorData: text(authData),
          signature: text(sign("sha256", Buffer.concat([authData, sha256(client)]), privateKey)),
        },
      };
    },
  };
}
