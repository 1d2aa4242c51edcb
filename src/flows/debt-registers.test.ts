import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day } from "#core/day";
import { must } from "#core/assert";
import type { BuildingId, OrganizationId, ServiceId } from "#core/ids";
import { parseMoney } from "#core/money";
import { period } from "#core/period";
import {
  builtInProfile,
  type DebtPlanTerms,
  findDebtPlan,
  findDrop,
  listDebtFiles,
  readRegister,
  saveDrop,
} from "#modules/gateways";
import { insertEntries } from "#modules/ledger";
import { registerOrganizations } from "#modules/organizations";
import { registerAgent } from "#modules/payments";
import { type TestDatabase, withDatabase } from "../../test/database.ts";
import {
  buildSmallTown,
  contextAt,
  done,
  IVANOVA,
  OCONNOR,
  owe,
  PETROV,
  placeOf,
  type SmallTown,
  TODAY,
  YOLKINA,
} from "../modules/payments/small-town.fixture.ts";
import {
  type AskedSubject,
  debtFileParts,
  layDebtFiles,
  makeDebtFile,
  makeDueDebtFiles,
  saveDebtPlan,
} from "./debt-registers.ts";
import { type SftpServer, sftpServer } from "./sftp-server.fixture.ts";

const DEBTS = { content: "debts", scope: "organization" } as const;
const OPTIONS = { key: randomBytes(32), bytesMax: 1_000_000, patienceMs: 2_000 };
const SBER: DebtPlanTerms = { profile: "sber-debts", dayOfMonth: 23, isActive: true };
let database: TestDatabase;
let town: SmallTown;
let zarechye: OrganizationId;
let agent: number;
let sftp: SftpServer;
let plan: number;

beforeAll(async () => {
  database = await withDatabase();
  town = await buildSmallTown(database.open());
  [zarechye] = town.companies;
  const [water] = town.suppliers;
  agent = done(
    await registerAgent(town.ctx, {
      organization: zarechye,
      code: "severbank",
      name: "АО СЕВЕРБАНК",
      secret: "a secret of many letters",
    }),
  ).id;
  const cold = { service: 10, provider: water };
  await owe(town, [
    { ...cold, account: IVANOVA, month: "2025-10", amount: "1510.02" },
    { ...cold, account: IVANOVA, month: "2025-11", amount: "100.00" },
    { ...cold, account: PETROV, month: "2025-11", amount: "-20.00" },
    { ...cold, account: YOLKINA, month: "2025-06", amount: "0.07" },
    { ...cold, account: OCONNOR, month: "2025-11", amount: "999.00" },
  ]);
  sftp = await sftpServer(["/out", "/in"]);
});
afterAll(async () => {
  await sftp.close();
  await database.drop();
});

async function wholeFile(id: number) {
  const { file, parts } = done(await debtFileParts(town.ctx, id));
  const bytes = Buffer.concat(await Array.fromAsync(parts));
  expect([bytes.length, createHash("sha256").update(bytes).digest("hex")]).toEqual([file.size, file.sha256]);
  return { file, bytes };
}

const filesOf = (of: number) => town.ctx.transaction((tx) => listDebtFiles(tx, of, 10));

describe("a register of debts", () => {
  it("is agreed by the center, with a profile for debts", async () => {
    const agreed = { ...SBER, ...DEBTS, agent: "severbank", organization: zarechye };
    expect(await saveDebtPlan(contextAt(town.database, TODAY, [zarechye]), agreed)).toMatchObject({
      refusal: { code: "debts.center_only" },
    });
    for (const [wrong, code] of [
      [{ profile: "sber-register" }, "debts.profile_unfit"],
      [{ agent: "nobody" }, "debts.agent_not_found"],
      [{ organization: town.suppliers[0] }, "debts.organization_not_found"],
      [{ drop: 1 }, "debts.drop_unfit"],
    ] as const)
      expect(await saveDebtPlan(town.ctx, { ...agreed, ...wrong })).toMatchObject({ refusal: { code } });
    ({ plan } = done(await saveDebtPlan(town.ctx, agreed)));
  });

  it("says what hinders it, and is made when that is mended", async () => {
    const hindered = async () => (await town.ctx.transaction((tx) => findDebtPlan(tx, plan)))?.trouble;
    expect(await makeDueDebtFiles(town.ctx)).toBe(0);
    expect(await hindered()).toBe("requisites_missing");
    const requisites = {
      bank: "АО «СЕВЕРБАНК»",
      bic: "049876543",
      account: "40821810900000000777",
      correspondentAccount: "30101810100000000543",
      from: day("2020-01-01"),
    };
    const center = { code: "eirc", kind: "center", name: "АО ЕИРЦ", inn: "9901001239", requisites } as const;
    done(await registerOrganizations(town.ctx, [center]));
    expect(await makeDueDebtFiles(contextAt(town.database, day("2025-11-22")))).toBe(0);
    expect(await makeDueDebtFiles(town.ctx)).toBe(1);
    expect(await hindered()).toBeUndefined();
    expect(await makeDueDebtFiles(town.ctx)).toBe(0);
  });

  it("names everybody who owes, closed accounts too, and nobody who has paid ahead", async () => {
    const [file] = await filesOf(plan);
    expect(file).toMatchObject({
      number: 1,
      name: "9901001239_40821810900000000777_001_1125.txt",
      period: "2025-11",
      rows: 2,
      total: 161_009n,
      madeBy: undefined,
    });
    const { bytes } = await wholeFile(file?.id ?? 0);
    expect(new TextDecoder("windows-1251").decode(bytes)).toBe(
      [
        `${IVANOVA};Иванова Мария Петровна;г. Североозёрск, ул. Ленина, д. 7, кв. 3;1125;1610,02`,
        `${YOLKINA};Ёлкина Анна-Мария Сергеевна;г. Североозёрск, ул. Ленина, д. 7, кв. 11;1125;0,07`,
        "",
      ].join("\r\n"),
    );
    const read = await readRegister(
      { name: file?.name ?? "", bytes },
      builtInProfile("sber-debts") ?? expect.fail("the profile"),
    );
    expect(read.refusals).toEqual([]);
  });

  it("is another file under the next number when a person asks, and the one before stays what it was", async () => {
    const [before] = await filesOf(plan);
    await owe(town, [
      { account: PETROV, month: "2025-11", service: 20, provider: town.suppliers[1], amount: "50.00" },
    ]);
    const next = done(await makeDebtFile(town.ctx, plan));
    expect(next).toMatchObject({ number: 2, rows: 3, total: 164_009n });
    const again = await wholeFile(before?.id ?? 0);
    expect(again.file).toEqual(before);
    expect(again.bytes.length).toBe(before?.size);
  });

  it("is laid in the outgoing folder whole, once, and tried again where the server is down", async () => {
    const settings = {
      kind: "sftp",
      host: "127.0.0.1",
      port: 1,
      user: "eirc",
      security: "tls",
      hostKey: sftp.hostKey,
      folder: "/out",
      doneFolder: "",
      outFolder: "/in",
      senders: [],
      mask: "",
      minutes: 10,
      isActive: true,
    } as const;
    const { drop } = done(await saveDrop(town.ctx, { agent, settings, secret: "theirs", key: OPTIONS.key }));
    const { plan: laid } = done(
      await saveDebtPlan(town.ctx, { ...SBER, drop, ...DEBTS, agent: "severbank", organization: zarechye }),
    );
    expect(await makeDueDebtFiles(town.ctx)).toBe(1);
    expect(await layDebtFiles(town.ctx, OPTIONS)).toBe(0);
    expect(await filesOf(laid)).toMatchObject([{ laidAt: undefined, failures: 1, trouble: "unreachable" }]);
    const mended = { ...settings, port: sftp.port };
    done(await saveDrop(town.ctx, { agent, drop, settings: mended, secret: "theirs", key: OPTIONS.key }));
    expect(await layDebtFiles(town.ctx, OPTIONS)).toBe(0);
    await town.ctx.transaction((tx) => tx.query("update gateways.debt_files set next_at = now()"));
    expect(await layDebtFiles(town.ctx, OPTIONS)).toBe(1);
    const [file] = await filesOf(laid);
    expect(file).toMatchObject({ trouble: undefined, laidAt: expect.any(Date) });
    expect(sftp.files.get(`/in/${file?.name ?? ""}`)).toEqual((await wholeFile(file?.id ?? 0)).bytes);
    expect(await layDebtFiles(town.ctx, OPTIONS)).toBe(0);
    expect((await town.ctx.transaction((tx) => findDrop(tx, drop)))?.trouble).toBeUndefined();
    // A connection that broke after the last byte: what lies there is compared; another file is never written over.
    const lies = `/in/${file?.name ?? ""}`;
    const layAgain = () =>
      town.ctx.transaction((tx) =>
        tx.query("update gateways.debt_files set laid_at = null, next_at = now() where plan_id = $1", [laid]),
      );
    await layAgain();
    expect(await layDebtFiles(town.ctx, OPTIONS)).toBe(1);
    const theirs = Buffer.from(must(sftp.files.get(lies), "the file that lies there"));
    theirs[0] = (theirs[0] ?? 0) + 1;
    sftp.files.set(lies, theirs);
    await layAgain();
    expect(await layDebtFiles(town.ctx, OPTIONS)).toBe(0);
    expect(await filesOf(laid)).toMatchObject([{ laidAt: undefined, trouble: "failed" }]);
    expect(sftp.files.get(lies)).toEqual(theirs);
  });

  it("is not made by itself once it is switched off", async () => {
    done(await saveDebtPlan(town.ctx, { ...SBER, plan, isActive: false }));
    const december = contextAt(town.database, day("2025-12-23"));
    expect(await makeDueDebtFiles(december)).toBe(1);
    expect(await filesOf(plan)).toHaveLength(2);
  });

  it("has a name of its own in the folder, or is not made until another day", async () => {
    const drops = await town.ctx.transaction((tx) =>
      tx.query<{ id: number }>("select drop_id as id from gateways.drops"),
    );
    const drop = must(drops[0], "the drop").id;
    const daily = { profile: "bezpb-debts", dayOfMonth: 28, isActive: true, drop } as const;
    const { plan: dated } = done(
      await saveDebtPlan(town.ctx, { ...daily, ...DEBTS, agent: "severbank", organization: zarechye }),
    );
    expect(done(await makeDebtFile(town.ctx, dated))).toMatchObject({ name: "BEZPB251123.dbf" });
    expect(await makeDebtFile(town.ctx, dated)).toMatchObject({
      refusal: { code: "debts.not_made", trouble: "name_taken" },
    });
    const tomorrow = contextAt(town.database, day("2025-11-24"));
    expect(done(await makeDebtFile(tomorrow, dated))).toMatchObject({ name: "BEZPB251124.dbf" });
  });

  it("speaks of one building, of the city, or of what is due to one provider", async () => {
    const [water, heat] = town.suppliers;
    await owe(town, [{ account: OCONNOR, month: "2025-11", service: 20, provider: heat, amount: "1.00" }]);
    const rowsOf = async (subject: Omit<AskedSubject, "content">) => {
      const asked = { ...SBER, ...DEBTS, ...subject, agent: "severbank" };
      const { plan: of } = done(await saveDebtPlan(town.ctx, asked));
      const { id } = must(done(await makeDebtFile(town.ctx, of)), "a file");
      const text = new TextDecoder("windows-1251").decode((await wholeFile(id)).bytes);
      return text
        .trim()
        .split("\r\n")
        .map((line) => `${line.split(";")[0] ?? ""} ${line.split(";").at(-1) ?? ""}`);
    };
    const inLenina = [`${IVANOVA} 1610,02`, `${PETROV} 30,00`, `${YOLKINA} 0,07`];
    const [lenina, ozernaya] = town.buildings;
    expect(await rowsOf({ scope: "building", building: lenina })).toEqual(inLenina);
    expect(await rowsOf({ scope: "building", building: ozernaya })).toEqual([`${OCONNOR} 1000,00`]);
    expect((await rowsOf({ scope: "city" })).toSorted()).toEqual(
      [...inLenina, `${OCONNOR} 1000,00`].toSorted(),
    );
    expect(await rowsOf({ scope: "provider", organization: heat })).toEqual([
      // He is owed 20.00 of the 50.00 by the other provider, and owes 30.00 in all.
      `${PETROV} 30,00`,
      `${OCONNOR} 1,00`,
    ]);
    expect(await rowsOf({ scope: "provider", organization: water })).toContain(`${OCONNOR} 999,00`);
    const nowhere = { ...SBER, ...DEBTS, scope: "building", agent: "severbank" } as const;
    expect(await saveDebtPlan(town.ctx, { ...nowhere, building: 99_999 as BuildingId })).toMatchObject({
      refusal: { code: "debts.building_not_found" },
    });
  });
});

describe("a register of charges", () => {
  const charges = { profile: "charges-by-service", dayOfMonth: 1, isActive: true } as const;

  it("waits until the month is charged everywhere, and tells it by service", async () => {
    const [water] = town.suppliers;
    const subject = { content: "charges", scope: "city", agent: "severbank" } as const;
    expect(await saveDebtPlan(town.ctx, { ...SBER, ...subject })).toMatchObject({
      refusal: { code: "debts.profile_unfit" },
    });
    const { plan: city } = done(await saveDebtPlan(town.ctx, { ...charges, ...subject }));
    const notYet = { refusal: { code: "debts.not_made", trouble: "not_charged" } };
    await charge(IVANOVA, [{ service: 10, provider: water, amount: "301.44" }]);
    expect(await makeDebtFile(town.ctx, city)).toMatchObject(notYet);
    await charge(OCONNOR, [{ service: 10, provider: water, amount: "55.00" }]);
    const { id, ...file } = must(done(await makeDebtFile(town.ctx, city)), "a file");
    expect(file).toMatchObject({ period: town.period, rows: 6 });
    const { bytes } = await wholeFile(id);
    const read = await readRegister(
      { bytes },
      builtInProfile("charges-by-service") ?? expect.fail("the profile"),
    );
    expect([read.refusals, read.counted.total]).toEqual([[], file.total]);
    const ofWater = read.rows.find(({ account, month }) => account === OCONNOR && month?.serviceNo === "10");
    expect(ofWater).toMatchObject({
      payerName: "О'Коннор Денис Львович",
      amount: 105_400n,
      month: { opening: 99_900n, charged: 5_500n, paid: 0n },
    });
    expect(await makeDebtFile(town.ctx, city, { period: period("2025-12") })).toMatchObject(notYet);
  });

  it("is one row for the account where the profile tells no services", async () => {
    const asked = {
      content: "charges",
      scope: "organization",
      agent: "severbank",
      organization: zarechye,
    } as const;
    const { plan: dbf } = done(
      await saveDebtPlan(town.ctx, { ...charges, ...asked, profile: "charges-by-account" }),
    );
    const { id } = must(done(await makeDebtFile(town.ctx, dbf, { period: town.period })), "a file");
    const { bytes } = await wholeFile(id);
    const read = await readRegister(
      { bytes },
      builtInProfile("charges-by-account") ?? expect.fail("the profile"),
    );
    expect(read.rows.map(({ account, amount, month }) => [account, amount, month?.charged])).toEqual([
      [IVANOVA, 191_146n, 30_144n],
      [PETROV, 3_000n, 0n],
      [YOLKINA, 7n, 0n],
    ]);
  });
});

/** Charges of a run of one account that counts at once. */
async function charge(
  number: string,
  lines: readonly { readonly service: number; readonly provider: OrganizationId; readonly amount: string }[],
): Promise<void> {
  await town.ctx.transaction(async (tx) => {
    const run = Number(number.slice(-4));
    await tx.query("insert into ledger.counted_runs (run_id, organization_id) values ($1, $2)", [
      run,
      zarechye,
    ]);
    await insertEntries(
      tx,
      lines.map((line, at) => ({
        ...placeOf(town, number),
        document: BigInt(run),
        lineNo: at + 1,
        bookedIn: town.period,
        chargedFor: town.period,
        kind: "charge" as const,
        service: line.service as ServiceId,
        provider: line.provider,
        amount: must(parseMoney(line.amount), line.amount),
      })),
    );
  });
}
