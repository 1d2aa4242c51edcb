/** What is wrong with one field. It never repeats what was sent: that may be a password, or a person. */
export interface Issue {
  /** "rows.0.value" in the body, "?limit" in the query, ":number" in the path. */
  readonly field: string;
  readonly problem:
    | "wrong_type"
    | "wrong_form"
    | "unknown_field"
    | "not_one_of"
    | "too_small"
    | "too_large"
    | "no_such"
    | "unacceptable";
  /** The type, pattern, limit or list of values that would do. */
  readonly wanted?: string;
}

const ISSUES_MAX = 50;
const SIGN_OF: Readonly<Record<string, string>> = { querystring: "?", params: ":", headers: "header " };

export function issuesOf(
  validation: readonly {
    readonly keyword: string;
    readonly instancePath: string;
    readonly params: unknown;
  }[],
  part: string | undefined,
): Issue[] {
  return validation
    .flatMap((one) => {
      const field = `${SIGN_OF[part ?? ""] ?? ""}${one.instancePath.slice(1).replaceAll("/", ".")}`;
      return issueOf(field, one.keyword, one.params as Params);
    })
    .slice(0, ISSUES_MAX);
}

interface Params {
  readonly expected?: string;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly format?: string;
  readonly pattern?: string;
  readonly params?: { readonly noSuch?: string };
}

function issueOf(field: string, keyword: string, params: Params): Issue[] {
  const issue = (problem: Issue["problem"], wanted?: string | number | bigint): Issue[] => [
    { field, problem, ...(wanted === undefined ? {} : { wanted: String(wanted) }) },
  ];
  switch (keyword) {
    case "invalid_type":
      return issue("wrong_type", params.expected);
    case "invalid_format":
      return issue("wrong_form", params.pattern ?? params.format);
    case "unrecognized_keys": {
      const inside = /^[?:]$/.test(field) || field === "" ? field : `${field}.`;
      return (params.keys ?? []).map((key) => ({
        field: `${inside}${key.slice(0, 40)}`,
        problem: "unknown_field",
      }));
    }
    case "invalid_value":
      return issue("not_one_of", params.values?.join(", "));
    case "too_small":
      return issue("too_small", params.minimum);
    case "too_big":
      return issue("too_large", params.maximum);
    case "custom":
      return params.params?.noSuch === undefined
        ? issue("unacceptable")
        : issue("no_such", params.params.noSuch);
    default:
      return issue("unacceptable");
  }
}
