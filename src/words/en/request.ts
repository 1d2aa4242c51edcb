import type { Issue, RequestRefusal } from "#platform/http";
import type { Words } from "../words.ts";

export const requestWords: Words<RequestRefusal> = {
  "request.invalid": (r) =>
    `The request was not taken: ${r.issues.slice(0, 3).map(fault).join("; ")}. Correct it and try again.`,
  "request.unreadable": () => "The request cannot be read: valid JSON is wanted. Correct it and try again.",
  "request.too_large": (r) => `The request is larger than ${r.bytesMax} bytes. Send it in parts.`,
  "request.media_type_unknown": (r) =>
    `The media type “${r.mediaType}” is not taken here. The contract names those that are.`,
  "request.cross_site": () =>
    "The request came from another site's page and was not done. Repeat it from the system's own page.",
  "request.route_not_found": () => "There is no such address. The page /api lists them.",
  "request.defect": (r) =>
    `Our mistake, number ${r.number}; nothing was booked. Tell the administrator this number.`,
  "request.database_away": () =>
    "The database does not answer. Nothing was booked; try again in a few seconds.",
};

function fault({ field, problem, wanted }: Issue): string {
  const where = field === "" ? "the body" : `“${field}”`;
  switch (problem) {
    case "wrong_type":
      return `${where}: a value of type ${wanted ?? "?"} is wanted`;
    case "wrong_form":
      return `${where}: not of the right form${wanted === undefined ? "" : `, ${wanted}`}`;
    case "unknown_field":
      return `${where}: there is no such field`;
    case "not_one_of":
      return `${where}: one of ${wanted ?? "?"} is wanted`;
    case "too_small":
      return `${where}: not below ${wanted ?? "?"}`;
    case "too_large":
      return `${where}: not above ${wanted ?? "?"}`;
    case "no_such":
      return `${where}: there is no such ${wanted ?? "value"}`;
    case "unacceptable":
      return `${where}: the value does not do`;
  }
}
