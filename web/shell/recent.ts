const KEY = "paylogic.recent";
const KEPT = 10;

/** An account whose card was opened here lately; kept in this browser, for this person. */
export interface RecentAccount {
  readonly number: string;
  readonly address: string;
  readonly holder: string;
}

export function recentAccounts(login: string): readonly RecentAccount[] {
  try {
    const kept = JSON.parse(localStorage.getItem(`${KEY}.${login}`) ?? "[]") as RecentAccount[];
    return Array.isArray(kept) ? kept : [];
  } catch {
    // Somebody else's or an older writing: it begins anew.
    return [];
  }
}

export function rememberAccount(login: string, account: RecentAccount): void {
  const others = recentAccounts(login).filter(({ number }) => number !== account.number);
  localStorage.setItem(`${KEY}.${login}`, JSON.stringify([account, ...others].slice(0, KEPT)));
}
