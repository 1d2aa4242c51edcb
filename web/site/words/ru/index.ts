import { feedbackWords } from "./feedback.ts";
import { accountWords } from "./account.ts";
import { houseWords } from "./house.ts";
import { paperWords } from "./papers.ts";
import { doorWords } from "./door.ts";
import { privacyWords } from "./privacy.ts";
import { offlineWords } from "./offline.ts";
import { notificationWords } from "./notifications.ts";
import { passkeyWords } from "./passkeys.ts";
import { guestWords } from "./guest.ts";
import { ownWords } from "./own.ts";
import { portalWords } from "./portal.ts";
import { siteWords } from "./site.ts";

export default {
  ...siteWords,
  ...accountWords,
  ...houseWords,
  ...paperWords,
  ...doorWords,
  ...privacyWords,
  ...offlineWords,
  ...notificationWords,
  ...passkeyWords,
  ...guestWords,
  ...feedbackWords,
  ...ownWords,
  ...portalWords,
};
