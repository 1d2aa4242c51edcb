import { createHash, randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import {
  type DropSettings,
  DropTrouble,
  findDrop,
  findFile,
  listDropItems,
  openDrop,
  saveDrop,
  seal,
  unseal,
} from "#modules/gateways";
import { listPaymentsOfAccount, registerAgent } from "#modules/payments";
import { type TestDatabase, withDatabase } from "../../test/database.ts";
import {
  buildSmallTown,
  contextAt,
  done,
  IVANOVA,
  PETROV,
  placeOf,
  type SmallTown,
} from "../modules/payments/small-town.fixture.ts";
import { fetchDrop, fetchDueDrops, tryDrop } from "./far-drops.ts";
import { type SftpServer, sftpServer } from "./sftp-server.fixture.ts";

/* Files come from servers that others have written: SFTP of ssh2, IMAP of hoodiecrow. */

const OPTIONS = { key: randomBytes(32), bytesMax: 1_000_000, patienceMs: 2_000 };
let database: TestDatabase;
let town: SmallTown;
let agent: number;
let sftp: SftpServer;

beforeAll(async () => {
  database = await withDatabase();
  town = await buildSmallTown(database.open());
  agent = done(
    await registerAgent(town.ctx, {
      organization: town.companies[0],
      code: "severbank",
      name: "АО СЕВЕРБАНК",
      secret: "a secret of many letters",
    }),
  ).id;
  sftp = await sftpServer(["/out", "/in"]);
});
afterAll(async () => {
  await sftp.close();
  await database.drop();
});

/** The layout "qiwi-register": id, time, account, sum, and a footer. */
const register = (rows: readonly (readonly [id: string, account: string, sum: string])[]): Buffer => {
  const total = rows.reduce((sum, [, , amount]) => sum + Number(amount.replace(".", "")), 0);
  return Buffer.from(
    [
      ...rows.map(([id, account, sum]) => `${id}\t20251110120000\t${account}\t${sum}`),
      `Total: ${rows.length} ${(total / 100).toFixed(2)}`,
      "",
    ].join("\n"),
  );
};

const folder = (more: Partial<DropSettings> = {}): DropSettings => ({
  kind: "sftp",
  host: "127.0.0.1",
  port: sftp.port,
  user: "eirc",
  security: "tls",
  hostKey: sftp.hostKey,
  folder: "/out",
  doneFolder: "done",
  outFolder: "/in",
  senders: [],
  mask: "*.txt;*.zip",
  profile: "qiwi-register",
  minutes: 10,
  isActive: true,
  ...more,
});
const agreed = async (settings: DropSettings, secret = "theirs"): Promise<number> =>
  done(await saveDrop(town.ctx, { agent, settings, secret, key: OPTIONS.key })).drop;
const look = async (drop: number) => {
  const went = done(await fetchDrop(town.ctx, drop, OPTIONS));
  return went instanceof DropTrouble ? went.kind : went;
};
const stateOf = (drop: number) =>
  town.ctx.transaction(async (tx) => must(await findDrop(tx, drop), "the drop"));
const itemsOf = (drop: number) => town.ctx.transaction((tx) => listDropItems(tx, drop, 50));
const paidBy = async (account: string) =>
  (await listPaymentsOfAccount(town.ctx, { ...placeOf(town, account), limit: 50 })).map(
    ({ amount }) => amount,
  );

describe("a folder over SFTP", () => {
  let drop: number;

  it("is signed in to only where its key is the one agreed", async () => {
    drop = await agreed(folder({ hostKey: "" }));
    expect(await look(drop)).toBe("host_key_unknown");
    expect(done(await tryDrop(town.ctx, drop, OPTIONS))).toMatchObject({
      isReached: false,
      trouble: "host_key_unknown",
      hostKey: sftp.hostKey,
    });
    const other = `SHA256:${"A".repeat(43)}`;
    done(await saveDrop(town.ctx, { agent, drop, settings: folder({ hostKey: other }), key: OPTIONS.key }));
    expect(await look(drop)).toBe("host_key_differs");
    expect(done(await tryDrop(town.ctx, drop, OPTIONS)).hostKey).toBe(sftp.hostKey);
    expect(sftp.signIns).toEqual([]);
    done(await saveDrop(town.ctx, { agent, drop, settings: folder(), key: OPTIONS.key }));
    expect(done(await tryDrop(town.ctx, drop, OPTIONS))).toMatchObject({ isReached: true, seen: 0 });
  });

  it("gives its files once they stand still, and has them put aside", async () => {
    const whole = register([
      ["1", IVANOVA, "100.00"],
      ["2", PETROV, "250.50"],
    ]);
    sftp.files.set("/out/day.txt", whole.subarray(0, 20));
    sftp.files.set("/out/.hidden.txt", whole);
    sftp.files.set("/out/note.pdf", whole);
    sftp.files.set("/out/packed.zip", Buffer.from("PK"));
    expect(await look(drop)).toEqual({ taken: 0, refused: 0, waiting: 2 });
    // It has grown meanwhile: it is looked at as another thing.
    sftp.files.set("/out/day.txt", whole);
    expect(await look(drop)).toEqual({ taken: 0, refused: 1, waiting: 1 });
    expect(await look(drop)).toEqual({ taken: 1, refused: 0, waiting: 0 });
    expect(await look(drop)).toEqual({ taken: 0, refused: 0, waiting: 0 });
    expect([...sftp.files.keys()].sort()).toEqual([
      "/out/.hidden.txt",
      "/out/done/day.txt",
      "/out/done/packed.zip",
      "/out/note.pdf",
    ]);
    const [day, packed] = (await itemsOf(drop)).filter(({ outcome }) => outcome !== undefined);
    expect(day).toMatchObject({ label: "day.txt", outcome: "taken", reason: undefined });
    expect(packed).toMatchObject({ label: "packed.zip", outcome: "refused", reason: "archive", files: [] });
    const file = await town.ctx.transaction((tx) => findFile(tx, must(day?.files[0], "a file")));
    expect(file).toMatchObject({ state: "posted", source: "sftp", agentCode: "severbank" });
    expect(await paidBy(IVANOVA)).toEqual([10_000n]);
    expect(await paidBy(PETROV)).toEqual([25_050n]);
  });

  it("gives nothing twice: neither under another name, nor where it cannot be put aside", async () => {
    const same = must(sftp.files.get("/out/done/day.txt"), "the file put aside");
    sftp.files.set("/out/again.txt", same);
    await look(drop);
    expect(await look(drop)).toMatchObject({ taken: 1 });
    expect(await paidBy(IVANOVA)).toEqual([10_000n]);
    sftp.files.set("/out/stays.txt", register([["3", IVANOVA, "7.00"]]));
    sftp.readOnly.add("/out");
    await look(drop);
    expect(await look(drop)).toBe("failed");
    expect(await look(drop)).toBe("failed");
    expect(await paidBy(IVANOVA)).toHaveLength(2);
    expect((await stateOf(drop)).failures).toBe(2);
    sftp.readOnly.clear();
    expect(await look(drop)).toEqual({ taken: 0, refused: 0, waiting: 0 });
    expect(sftp.files.has("/out/done/stays.txt")).toBe(true);
  });

  it("takes files for the peer whole, once, and never over another", async () => {
    const place = await openDrop(town.ctx, await stateOf(drop), OPTIONS);
    const told = (text: string) => ({
      name: "debts.txt",
      size: text.length,
      sha256: createHash("sha256").update(text).digest("hex"),
      parts: async function* () {
        for (const sign of text) yield Buffer.from(sign);
      },
    });
    await place.lay(told("1;2"));
    expect(sftp.files.get("/in/debts.txt")?.toString()).toBe("1;2");
    await place.lay(told("1;2"));
    await expect(place.lay(told("9;9"))).rejects.toMatchObject({ kind: "failed" });
    await place.close();
    expect([...sftp.files.keys()].filter((name) => name.startsWith("/in/"))).toEqual(["/in/debts.txt"]);
  });

  it("keeps its secret for itself, and shows it to no other server", async () => {
    const moved = { agent, drop, settings: folder({ host: "localhost" }), key: OPTIONS.key };
    expect(await saveDrop(town.ctx, moved)).toMatchObject({ refusal: { code: "drops.secret_missing" } });
    const sealed = seal(OPTIONS.key, "theirs", "drop 1");
    expect(unseal(OPTIONS.key, sealed, "drop 1")).toBe("theirs");
    expect(unseal(OPTIONS.key, sealed, "drop 2")).toBeUndefined();
    expect(unseal(randomBytes(32), sealed, "drop 1")).toBeUndefined();
    expect(done(await fetchDrop(town.ctx, drop, { ...OPTIONS, key: randomBytes(32) }))).toMatchObject({
      kind: "secret_unreadable",
    });
    const company = contextAt(town.database, town.ctx.today, [town.companies[0]]);
    expect(await saveDrop(company, moved)).toMatchObject({ refusal: { code: "drops.center_only" } });
    expect(await company.transaction((tx) => findDrop(tx, drop))).toBeUndefined();
  });

  it("is looked at when its time has come, and ever more seldom while it fails", async () => {
    done(await saveDrop(town.ctx, { agent, drop, settings: folder({ isActive: false }), key: OPTIONS.key }));
    expect(await fetchDueDrops(town.ctx, OPTIONS)).toBe(0);
    const wrong = await agreed(folder({ port: 1 }));
    expect(await fetchDueDrops(town.ctx, OPTIONS)).toBe(1);
    expect(await fetchDueDrops(town.ctx, OPTIONS)).toBe(0);
    const state = await stateOf(wrong);
    expect(state).toMatchObject({ failures: 1, trouble: "unreachable" });
    const wait = state.nextAt.getTime() - must(state.triedAt, "when it was tried").getTime();
    expect(wait).toBe(20 * 60_000);
    done(
      await saveDrop(town.ctx, {
        agent,
        drop: wrong,
        settings: folder({ isActive: false, port: 1 }),
        key: OPTIONS.key,
      }),
    );
    const locked = await agreed(folder(), "not theirs");
    expect(await look(locked)).toBe("sign_in_refused");
    const nowhere = await agreed(folder({ folder: "/nowhere" }));
    expect(await look(nowhere)).toBe("folder_missing");
  });
});

describe("a mailbox", () => {
  const server = mailServer();
  let port: number;
  beforeAll(async () => {
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", () => ready()));
    port = server.server.address().port;
  });
  afterAll(async () => {
    await new Promise<void>((ready) => server.close(() => ready()));
  });
  const box = (more: Partial<DropSettings> = {}): DropSettings =>
    folder({
      kind: "mail",
      port,
      user: "testuser",
      security: "none",
      hostKey: "",
      folder: "INBOX",
      doneFolder: "Taken",
      outFolder: "",
      senders: ["@severbank.example"],
      mask: "*.txt",
      ...more,
    });

  it("gives the attachments of those who may send, and is left alone by the others' letters", async () => {
    const drop = await agreed(box(), "testpass");
    expect(done(await tryDrop(town.ctx, drop, OPTIONS))).toMatchObject({
      isReached: true,
      seen: 3,
      fitting: 2,
    });
    expect(await look(drop)).toEqual({ taken: 1, refused: 2, waiting: 0 });
    const items = await itemsOf(drop);
    expect(items.map(({ label, outcome, reason, files }) => [label, outcome, reason, files.length])).toEqual([
      ["Nothing today", "refused", "nothing_attached", 0],
      ["You have won", "refused", "sender_unknown", 0],
      ["Registers", "taken", undefined, 2],
    ]);
    expect(await paidBy(PETROV)).toEqual(expect.arrayContaining([1_100n, 1_200n]));
    const before = await paidBy(PETROV);
    expect(await look(drop)).toEqual({ taken: 0, refused: 0, waiting: 0 });
    expect(await paidBy(PETROV)).toEqual(before);
    const place = await openDrop(
      town.ctx,
      { ...(await stateOf(drop)), settings: box({ folder: "Taken" }) },
      OPTIONS,
    );
    expect((await place.list()).map(({ label }) => label)).toEqual(["Registers", "Nothing today"]);
    await place.close();
  });

  it("far away is not read without encryption, and takes no wrong password", async () => {
    const far = { agent, settings: box({ host: "mail.example.test" }), secret: "x", key: OPTIONS.key };
    expect(await saveDrop(town.ctx, far)).toMatchObject({
      refusal: { code: "drops.settings_wrong", fault: "plain_text_far" },
    });
    expect(await look(await agreed(box(), "wrong"))).toBe("sign_in_refused");
    expect(await look(await agreed(box({ folder: "Nowhere" }), "testpass"))).toBe("folder_missing");
  });
});

describe("F18: a server that is mad, slow or gone", () => {
  const servers: Server[] = [];
  const mad = async (answer: (write: (text: string) => void) => void): Promise<number> => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      answer((text) => socket.write(text));
      socket.once("data", () => socket.destroy());
    });
    servers.push(server);
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    return (server.address() as AddressInfo).port;
  };
  afterAll(() => Promise.all(servers.map((server) => new Promise((closed) => server.close(closed)))));

  it("ends as a known trouble, and the town pays as before", async () => {
    const garbage = await mad((write) => write(`${"\u0000garbage ".repeat(5_000)}\r\n`));
    const known = ["not_understood", "unreachable", "too_slow", "failed"];
    for (const settings of [
      folder({ port: garbage }),
      folder({ kind: "mail", security: "none", senders: ["@a.example"], port: garbage, hostKey: "" }),
      folder({ kind: "mail", security: "none", senders: ["@a.example"], port: 1, hostKey: "" }),
    ]) {
      const drop = await agreed(settings);
      expect(known).toContain(await look(drop));
      expect((await stateOf(drop)).failures).toBe(1);
    }
    sftp.files.set("/out/after.txt", register([["99", IVANOVA, "1.23"]]));
    const sound = await agreed(folder());
    await look(sound);
    expect(await look(sound)).toMatchObject({ taken: 1 });
    expect(await paidBy(IVANOVA)).toContain(123n);
  });
});

interface MailServer {
  readonly server: { address(): { readonly port: number } };
  listen(port: number, host: string, ready: () => void): void;
  close(done: () => void): void;
}

function mailServer(): MailServer {
  const hoodiecrow = createRequire(import.meta.url)("hoodiecrow-imap") as (options: object) => MailServer;
  const letter = (from: string, subject: string, files: readonly (readonly [string, Buffer])[]): string =>
    [
      `From: <${from}>`,
      "To: <registers@eirc.example>",
      `Subject: ${subject}`,
      "MIME-Version: 1.0",
      'Content-Type: multipart/mixed; boundary="part"',
      "",
      "--part",
      "Content-Type: text/plain",
      "",
      "Good day",
      ...files.flatMap(([name, bytes]) => [
        "--part",
        `Content-Type: application/octet-stream; name="${name}"`,
        "Content-Transfer-Encoding: base64",
        `Content-Disposition: attachment; filename="${name}"`,
        "",
        bytes.toString("base64"),
      ]),
      "--part--",
      "",
    ].join("\r\n");
  const one = register([["1001", "PETROV", "11.00"]])
    .toString()
    .replace("PETROV", PETROV);
  const two = register([["1002", "PETROV", "12.00"]])
    .toString()
    .replace("PETROV", PETROV);
  return hoodiecrow({
    storage: {
      INBOX: {
        messages: [
          {
            raw: letter("kassa@severbank.example", "Registers", [
              ["one.txt", Buffer.from(one)],
              ["logo.png", Buffer.from("picture")],
              ["two.txt", Buffer.from(two)],
            ]),
          },
          { raw: letter("thief@evil.example", "You have won", [["three.txt", Buffer.from(one)]]) },
          { raw: letter("kassa@severbank.example", "Nothing today", []) },
        ],
      },
      "": {},
    },
  });
}
