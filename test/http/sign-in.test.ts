import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerUsers } from "#modules/access";
import { granted, refusalOf } from "../small-town.ts";
import { LOGINS, PASSWORD, type ServedCity, serveCity } from "./served-city.ts";

let city: ServedCity;
beforeAll(async () => {
  city = await serveCity();
});
afterAll(() => city.close());

const signIn = (login: string, password: string, remoteAddress = "192.0.2.10") =>
  city.app.inject({ method: "POST", url: "/api/session", payload: { login, password }, remoteAddress });

const cookieOf = (headers: Readonly<Record<string, unknown>>): string => String(headers["set-cookie"]);

describe("signing in", () => {
  it("opens a session with a cookie that scripts, other sites and plain HTTP do not get", async () => {
    const answer = await signIn(" Operator ", PASSWORD);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      user: { login: "operator", role: "operator" },
      today: "2026-11-30",
      token: expect.stringMatching(/^[\w-]{43}$/),
    });
    const cookie = cookieOf(answer.headers);
    expect(cookie).toMatch(/^__Host-session=[\w-]{43}; /);
    for (const attribute of ["HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=2592000"]) {
      expect(cookie).toContain(attribute);
    }
    expect(cookie).not.toContain("Domain");
    const session = cookie.split(";")[0] ?? "";
    const own = await city.app.inject({ url: "/api/session", headers: { cookie: session } });
    expect(own.json()).toMatchObject({ user: { login: "operator" } });
    expect(own.headers["cache-control"]).toBe("no-store");
  });

  it("answers unknown, wrong and disabled alike, and in like time", async () => {
    granted(
      await registerUsers(city.center, [
        { login: "gone", password: PASSWORD, name: "Gone", role: "operator" },
      ]),
    );
    const users = (await city.as(LOGINS.administrator, { url: "/api/users" })).json<{
      users: { id: number; login: string }[];
    }>().users;
    const gone = users.find((user) => user.login === "gone");
    await city.as(LOGINS.administrator, { method: "POST", url: `/api/users/${gone?.id}/disablement` });
    const answers: { text: string; milliseconds: number }[] = [];
    for (const [login, password, address] of [
      ["nobody-of-that-name", "whatever it may be", "192.0.2.20"],
      ["operator", "not the password at all", "192.0.2.21"],
      ["gone", PASSWORD, "192.0.2.22"],
      ["x'; drop table users; --", "whatever it may be", "192.0.2.23"],
    ] as const) {
      const began = performance.now();
      const answer = await signIn(login, password, address);
      expect(answer.statusCode).toBe(401);
      const { requestId: _, ...problem } = answer.json<{ requestId: string }>();
      answers.push({ text: JSON.stringify(problem), milliseconds: performance.now() - began });
    }
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    // All of them calculate a hash, which takes most of the time.
    const times = answers.map(({ milliseconds }) => milliseconds);
    expect(Math.min(...times)).toBeGreaterThan(5);
  });

  it("waits longer and longer after failures from one place, and lets the owner in from another", async () => {
    const guess = () => signIn("chief", "a guess like any other", "192.0.2.30");
    for (let at = 0; at < 3; at++) expect((await guess()).statusCode).toBe(401);
    const fourth = await guess();
    expect(fourth.statusCode).toBe(429);
    expect(Number(fourth.headers["retry-after"])).toBeGreaterThanOrEqual(1);
    expect(fourth.json()).toMatchObject({ code: "access.sign_in_too_often" });
    // The right password does not help the guesser either, until the time is over.
    expect((await signIn("chief", PASSWORD, "192.0.2.30")).statusCode).toBe(429);
    expect((await signIn("chief", PASSWORD, "192.0.2.31")).statusCode).toBe(201);
  });

  it("counts guesses that come all at once", async () => {
    const guesses = await Promise.all(
      Array.from({ length: 12 }, () => signIn("admin", "a guess like any other", "192.0.2.40")),
    );
    const judged = guesses.filter((answer) => answer.statusCode === 401).length;
    expect(judged).toBeLessThanOrEqual(4);
    expect(guesses.filter((answer) => answer.statusCode === 429).length).toBe(12 - judged);
  });

  it("does not take a request that another site made the browser send", async () => {
    const payload = { login: "operator", password: PASSWORD };
    const send = (headers: Record<string, string>) =>
      city.app.inject({ method: "POST", url: "/api/session", payload, headers, remoteAddress: "192.0.2.50" });
    for (const headers of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example" },
      { origin: "null" },
    ]) {
      const answer = await send(headers as Record<string, string>);
      expect(answer.statusCode, JSON.stringify(headers)).toBe(403);
      expect(answer.json()).toMatchObject({ code: "request.cross_site" });
    }
    expect((await send({ "sec-fetch-site": "same-origin" })).statusCode).toBe(201);
    expect((await send({ origin: "http://localhost:80" })).statusCode).toBe(201);
  });
});

describe("a session", () => {
  it("ends when it is signed out, and its token is worth nothing then", async () => {
    const { token } = (await signIn("operator", PASSWORD)).json<{ token: string }>();
    const headers = { authorization: `Bearer ${token}` };
    expect((await city.app.inject({ url: "/api/session", headers })).statusCode).toBe(200);
    const out = await city.app.inject({ method: "DELETE", url: "/api/session", headers });
    expect(out.statusCode).toBe(204);
    expect(cookieOf(out.headers)).toMatch(/__Host-session=;.*Expires=Thu, 01 Jan 1970/);
    const after = await city.app.inject({ url: "/api/session", headers });
    expect(after.statusCode).toBe(401);
    expect(after.json()).toMatchObject({ code: "access.session_over" });
  });

  it("is listed and ended by its person, and by nobody else", async () => {
    const first = (await signIn("accountant-a", PASSWORD, "192.0.2.60")).json<{ token: string }>().token;
    const second = (await signIn("accountant-a", PASSWORD, "192.0.2.61")).json<{ token: string }>().token;
    const as = (token: string) => ({ authorization: `Bearer ${token}` });
    const listed = async (token: string) =>
      (await city.app.inject({ url: "/api/session/all", headers: as(token) })).json<{
        sessions: { id: string; current: boolean; remoteAddress: string }[];
      }>().sessions;
    const sessions = await listed(second);
    expect(sessions.filter((one) => one.current)).toMatchObject([{ remoteAddress: "192.0.2.61" }]);
    const other = sessions.find((one) => one.remoteAddress === "192.0.2.60");
    const byAnother = await city.as("accountant-b", {
      method: "DELETE",
      url: `/api/session/all/${other?.id}`,
    });
    expect(byAnother.statusCode).toBe(404);
    const ended = await city.app.inject({
      method: "DELETE",
      url: `/api/session/all/${other?.id}`,
      headers: as(second),
    });
    expect(ended.statusCode).toBe(204);
    expect((await city.app.inject({ url: "/api/session", headers: as(first) })).statusCode).toBe(401);
    expect(await listed(second)).toHaveLength(sessions.length - 1);
  });

  it("of another device ends when the password is changed", async () => {
    granted(
      await registerUsers(city.center, [
        { login: "petrova", password: PASSWORD, name: "Петрова", role: "operator" },
      ]),
    );
    const here = (await signIn("petrova", PASSWORD, "192.0.2.70")).json<{ token: string }>().token;
    const there = (await signIn("petrova", PASSWORD, "192.0.2.71")).json<{ token: string }>().token;
    const change = (present: string, next: string) =>
      city.app.inject({
        method: "POST",
        url: "/api/session/password",
        headers: { authorization: `Bearer ${here}` },
        payload: { present, next },
      });
    expect((await change("not the present one", "another long password")).json()).toMatchObject({
      code: "access.password_wrong",
    });
    expect((await change(PASSWORD, "too short")).json()).toMatchObject({ code: "access.password_too_short" });
    expect((await change(PASSWORD, "another long password")).statusCode).toBe(204);
    const is = async (token: string) =>
      (await city.app.inject({ url: "/api/session", headers: { authorization: `Bearer ${token}` } }))
        .statusCode;
    expect(await is(here)).toBe(200);
    expect(await is(there)).toBe(401);
    expect((await signIn("petrova", PASSWORD, "192.0.2.72")).statusCode).toBe(401);
    expect((await signIn("petrova", "another long password", "192.0.2.72")).statusCode).toBe(201);
  });

  it("is over after twelve idle hours and after thirty days", async () => {
    const { token } = (await signIn("operator", PASSWORD, "192.0.2.80")).json<{ token: string }>();
    const asked = async () =>
      (await city.app.inject({ url: "/api/session", headers: { authorization: `Bearer ${token}` } }))
        .statusCode;
    // Time passes in the database; only its owner can turn it back.
    const owner = new Client({ connectionString: city.ownerUrl });
    await owner.connect();
    const turnBack = (what: string) =>
      owner
        .query(`select set_config('paylogic.scope', 'center', false)`)
        .then(() => owner.query(`update access.sessions set ${what} where remote_address = '192.0.2.80'`));
    try {
      await turnBack("seen_at = now() - interval '11 hours 59 minutes'");
      expect(await asked()).toBe(200);
      // That was a sign of life.
      await turnBack("seen_at = seen_at - interval '11 hours 59 minutes'");
      expect(await asked()).toBe(200);
      await turnBack("started_at = now() - interval '30 days 1 minute'");
      expect(await asked()).toBe(401);
      await turnBack("started_at = now(), seen_at = now() - interval '12 hours 1 minute'");
      expect(await asked()).toBe(401);
    } finally {
      await owner.end();
    }
  });
});

describe("users", () => {
  it("are registered all or not at all, with every fault named", async () => {
    const user = { login: "ok-user", password: PASSWORD, name: "Fine", role: "operator" as const };
    const refusal = refusalOf(
      await registerUsers(city.center, [
        user,
        { ...user, login: "Иванова" },
        { ...user, login: "short", password: "elevensigns" },
        { ...user, login: "easy-one", password: "qwertyuiopas" },
        { ...user, login: "nowhere", role: "accountant" },
        { ...user, login: "severny", password: "severny-1234" },
      ]),
    );
    expect(refusal).toMatchObject({
      code: "access.rows_refused",
      rows: [
        { row: 1, refusal: { code: "access.login_malformed" } },
        { row: 2, refusal: { code: "access.password_too_short" } },
        { row: 3, refusal: { code: "access.password_easy" } },
        { row: 4, refusal: { code: "access.organization_contradicts_role" } },
        { row: 5, refusal: { code: "access.password_easy" } },
      ],
    });
    expect(refusalOf(await registerUsers(city.center, [{ ...user, login: "operator" }]))).toMatchObject({
      rows: [{ row: 0, refusal: { code: "access.login_taken" } }],
    });
  });

  it("leave a trail that the administrator reads", async () => {
    const payload = {
      users: [
        {
          login: "newcomer",
          password: PASSWORD,
          name: "New",
          role: "accountant",
          organization: city.companyA,
        },
      ],
    };
    const made = await city.as(LOGINS.administrator, { method: "POST", url: "/api/users", payload });
    expect(made.statusCode).toBe(201);
    expect(made.body).not.toContain(PASSWORD);
    const trail = await city.as(LOGINS.administrator, { url: "/api/audit?subject=user%20newcomer" });
    expect(trail.json()).toMatchObject({
      entries: [{ action: "user.registered", requestId: made.headers["x-request-id"] }],
    });
  });
});

describe("the log", () => {
  it("has no password, token, name or account number in it", async () => {
    const [account = ""] = city.accountsOfA;
    await city.as(LOGINS.operator, { url: `/api/accounts/${account}` });
    await city.as(LOGINS.operator, { url: "/api/accounts?q=%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2" });
    const text = city.log.join("");
    expect(text).toContain('"route":"/api/accounts/:number"');
    expect(text).not.toContain(account);
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toMatch(/Иванов|%D0%98|Bearer|__Host-session|Person /);
  });
});
