import { portalWords } from "./portal.ts";
import { siteWords } from "./site.ts";

export default { ...siteWords, ...portalWords };
