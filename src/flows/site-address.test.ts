import { expect, test } from "vitest";
import { slugOf } from "./site-address.ts";

test("a name becomes a part of an address that everybody can type", () => {
  expect(slugOf("Североозёрск")).toBe("severoozyorsk");
  expect(slugOf("ООО «УК Заречье»")).toBe("ooo-uk-zareche");
  expect(slugOf("Щёлково, объезд № 7")).toBe("shchyolkovo-obezd-7");
  expect(slugOf("—")).toBe("");
});
