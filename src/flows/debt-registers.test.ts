import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day } from "#core/day";
import type { OrganizationId } from "#core/ids";
import {
  builtInProfile,
  type DebtPlanTerms,
  findDebtPlan,
  findDrop,
  listDebtFiles,
  readRegister,
  saveDrop,
} from "#modules/gateways";
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
  type SmallTown,
  TODAY,
  YOLKINA,
} from "../modules/payments/small-town.fixture.ts";
import {
  debtFileBytes,
  layDebtFiles,
  makeDebtFile,
  makeDueDebtFiles,
  saveDebtPlan,
} from "./debt-registers.ts";
import { type SftpServer, sftpServer } from "./sftp-server.fixture.ts";

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

const filesOf = (of: number) => town.ctx.transaction((tx) => listDebtFiles(tx, of, 10));

describe("a register of debts", () => {
  it("is agreed by the center, with a profile for debts", async () => {
    const agreed = { ...SBER, agent: "severbank", organization: zarechye };
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
    const { bytes } = done(await debtFileBytes(town.ctx, file?.id ?? 0));
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
    const again = done(await debtFileBytes(town.ctx, before?.id ?? 0));
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
      await saveDebtPlan(town.ctx, { ...SBER, drop, agent: "severbank", organization: zarechye }),
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
    expect(sftp.files.get(`/in/${file?.name ?? ""}`)).toEqual(
      done(await debtFileBytes(town.ctx, file?.id ?? 0)).bytes,
    );
    expect(await layDebtFiles(town.ctx, OPTIONS)).toBe(0);
    expect((await town.ctx.transaction((tx) => findDrop(tx, drop)))?.trouble).toBeUndefined();
  });

  it("is not made by itself once it is switched off", async () => {
    done(await saveDebtPlan(town.ctx, { ...SBER, plan, isActive: false }));
    const december = contextAt(town.database, day("2025-12-23"));
    expect(await makeDueDebtFiles(december)).toBe(1);
    expect(await filesOf(plan)).toHaveLength(2);
  });
});
