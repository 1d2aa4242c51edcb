import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { day } from "#core/day";
import { PENALTY_LAW } from "#modules/charging";
import type { AnswerTerm } from "./model.ts";
import { keepFiles } from "./pictures.ts";
import { answerDay } from "./rules/answer-day.ts";
import { judgeMessage } from "./rules/judge-message.ts";
import { safeName, sniff } from "./rules/sniff.ts";

const TERMS: readonly AnswerTerm[] = [
  {
    kind: "any",
    audience: "house",
    from: day("2006-11-02"),
    to: day("2018-04-11"),
    days: 30,
    isWorking: false,
    basis: "59-FZ",
  },
  {
    kind: "any",
    audience: "house",
    from: day("2018-04-11"),
    to: undefined,
    days: 10,
    isWorking: true,
    basis: "416 p. 36",
  },
  {
    kind: "quality",
    audience: "house",
    from: day("2012-09-01"),
    to: undefined,
    days: 3,
    isWorking: true,
    basis: "354 p. 31",
  },
  {
    kind: "any",
    audience: "other",
    from: day("2018-04-11"),
    to: undefined,
    days: 30,
    isWorking: false,
    basis: "416 p. 37",
  },
];
const CALENDAR = new Map([
  [day("2026-12-31"), false],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((at) => [day(`2027-01-0${at}`), false] as const),
  // A Saturday that is worked.
  [day("2026-11-28"), true],
]);

describe("the last day of an answer", () => {
  const dueOf = (kind: AnswerTerm["kind"], audience: AnswerTerm["audience"], receivedOn: string) =>
    answerDay({ kind: kind as "question", audience, receivedOn: day(receivedOn) }, TERMS, CALENDAR);

  test("is ten working days for a resident, the day after being the first", () => {
    // From Monday: Tue 24 – Fri 27 four, the worked Saturday five, Mon 30 – Fri 4 ten.
    expect(dueOf("question", "house", "2026-11-23")).toEqual({
      dueOn: day("2026-12-04"),
      basis: "416 p. 36",
    });
    // It came on a day off: Monday is the first all the same.
    expect(dueOf("question", "house", "2026-12-05")?.dueOn).toBe(day("2026-12-18"));
  });

  test("jumps over the holidays of New Year", () => {
    expect(dueOf("complaint", "house", "2026-12-25")?.dueOn).toBe(day("2027-01-19"));
  });

  test("is three working days for the quality of water and heat", () => {
    expect(dueOf("quality", "house", "2026-12-04")).toEqual({ dueOn: day("2026-12-09"), basis: "354 p. 31" });
  });

  test("is thirty days for anybody else, moved from a day off", () => {
    expect(dueOf("question", "other", "2026-11-23")?.dueOn).toBe(day("2026-12-23"));
    // The thirtieth day is Saturday, 26 December.
    expect(dueOf("question", "other", "2026-11-26")?.dueOn).toBe(day("2026-12-28"));
  });

  test("is by the rule of its day, and thanks want none", () => {
    expect(dueOf("question", "house", "2018-04-10")?.basis).toBe("59-FZ");
    expect(dueOf("question", "house", "2018-04-11")?.basis).toBe("416 p. 36");
    expect(dueOf("question", "other", "2006-01-01")).toBeUndefined();
    expect(
      answerDay({ kind: "thanks", audience: "house", receivedOn: day("2026-11-23") }, TERMS, CALENDAR),
    ).toBeUndefined();
  });

  test("takes the same calendar as penalties do", () => {
    expect(
      answerDay(
        { kind: "question", audience: "house", receivedOn: day("2026-12-29") },
        TERMS,
        PENALTY_LAW.calendar,
      )?.basis,
    ).toBe("416 p. 36");
  });
});

describe("a message", () => {
  const written = {
    text: "Cold since morning",
    authorName: "Иванова",
    email: "ivanova@mail.ru",
    phone: "",
    needsContact: true,
  };

  test.each([
    [{}, undefined],
    [{ text: " \n" }, "messages.text_missing"],
    [{ text: "x".repeat(8001) }, "messages.text_too_long"],
    [{ authorName: "" }, "messages.name_missing"],
    [{ email: "" }, "messages.contact_missing"],
    [{ email: "ivanova@mail" }, "messages.email_malformed"],
    [{ email: "", phone: "+7 916 123-45-67" }, undefined],
    [{ phone: "call me" }, "messages.phone_malformed"],
    [{ authorName: "", email: "", needsContact: false }, undefined],
  ])("%j: %s", (change, code) => {
    expect(judgeMessage({ ...written, ...change })?.code).toBe(code);
  });
});

describe("a file", () => {
  const PDF = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n");
  const picture = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: "#884422" } });

  test("is what its bytes say, whatever it is called", async () => {
    expect(sniff(PDF)).toBe("pdf");
    expect(sniff(Buffer.from("%PDF-1.7 and then nothing of a document"))).toBeUndefined();
    expect(sniff(Buffer.from("<!doctype html><script>alert(1)</script>"))).toBeUndefined();
    expect(sniff(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"))).toBeUndefined();
    expect(sniff(Buffer.from("MZ\u0090"))).toBeUndefined();
    const lies = await keepFiles([{ name: "photo.jpg", bytes: Buffer.from("<html><script>") }]);
    expect(lies).toEqual({ ok: false, refusal: { code: "messages.file_unknown", name: "photo.jpg" } });
  });

  test("that is a picture is drawn anew: no place, nothing behind the picture, turned upright", async () => {
    const taken = await picture(40, 20)
      .withExif({ IFD0: { Copyright: "somebody" }, IFD3: { GPSLatitudeRef: "N" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const bytes = Buffer.concat([taken, Buffer.from("<script>alert(1)</script>")]);
    const kept = await keepFiles([{ name: "C:\\fakepath\\счётчик.exe", bytes }]);
    if (!kept.ok) throw new Error(kept.refusal.code);
    const [file] = kept.value;
    expect(file).toMatchObject({ name: "счётчик.jpg", mediaType: "image/jpeg" });
    const seen = await sharp(file?.body).metadata();
    expect([seen.width, seen.height, seen.exif]).toEqual([20, 40, undefined]);
    expect(file?.body.includes("<script>")).toBe(false);
  });

  test("that is larger than a screen needs is made smaller", async () => {
    const kept = await keepFiles([{ name: "a.png", bytes: await picture(3000, 100).png().toBuffer() }]);
    if (!kept.ok) throw new Error(kept.refusal.code);
    expect((await sharp(kept.value[0]?.body).metadata()).width).toBe(2560);
  });

  test("that would fill the memory is refused before it is decoded, and so is half a picture", async () => {
    // 60,000 × 60,000 white points fit into a few kilobytes; the head says how large they would become.
    const bomb = Buffer.from(await picture(8, 8).png().toBuffer());
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    const half = (await picture(400, 400).jpeg().toBuffer()).subarray(0, 700);
    for (const bytes of [bomb, half]) {
      expect(await keepFiles([{ name: "a", bytes }])).toEqual({
        ok: false,
        refusal: { code: "messages.picture_unreadable", name: "a" },
      });
    }
  });

  test("is one of five, each of eight megabytes", async () => {
    const bytes = new Uint8Array(8 * 1_048_576 + 1);
    expect(await keepFiles([{ name: "a", bytes }])).toMatchObject({
      refusal: { code: "messages.file_too_large" },
    });
    expect(await keepFiles(Array.from({ length: 6 }, () => ({ name: "a", bytes: PDF })))).toMatchObject({
      refusal: { code: "messages.too_many_files" },
    });
    const kept = await keepFiles([{ name: "../../etc/passwd", bytes: PDF }]);
    expect(kept).toMatchObject({ value: [{ name: "passwd.pdf", mediaType: "application/pdf" }] });
  });

  test("has a name without paths and control signs", () => {
    expect(safeName('a/b\\c"\n.tar.gz', "png")).toBe("c.tar.png");
    expect(safeName("", "jpg")).toBe("file.jpg");
  });
});
