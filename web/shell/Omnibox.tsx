import "@mantine/core/styles/Modal.css";
import "@mantine/core/styles/ModalBase.css";
import "@mantine/core/styles/Overlay.css";
import { Modal } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { api } from "../api/client.ts";
import { paths } from "../paths.ts";
import { useFormats } from "../ui/formats.ts";
import { useHotkeyLayer } from "../ui/hotkeys.ts";
import { Keys } from "../ui/Keys.tsx";
import { useWords } from "../words/words.ts";
import { useWork } from "./context.ts";
import { useGo, carriedNow } from "./Go.tsx";
import styles from "./Omnibox.module.css";
import { type Group, type Hit, groupsOf, type Search, useCommands } from "./omnibox-groups.ts";
import { recentAccounts } from "./recent.ts";
import { offer } from "./walk.ts";

/** The one search box: anything typed, any command; digits, letters or both, in either keyboard layout. */
export function Omnibox({
  typedEarly,
  onClose,
}: {
  /** What was typed before the box was there; taken over and emptied. */
  typedEarly: { current: string };
  onClose: () => void;
}) {
  const { t, language } = useWords();
  const { signedIn, may } = useWork();
  const formats = useFormats();
  const go = useGo();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const list = useId();
  const [typed, setTyped] = useState(typedEarly.current);
  const [at, setAt] = useState(0);
  const [asked] = useDebouncedValue(typed.trim(), 120);
  useHotkeyLayer(true);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    typedEarly.current = "";
    // The dialog moves the focus a moment after it is drawn; what is typed in that moment is meant for it.
    const keep = (event: globalThis.KeyboardEvent): void => {
      if (event.target === input.current || event.key.length !== 1) return;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      // At once, so that the next key finds the field as it should be.
      flushSync(() => setTyped((text) => text + event.key));
      void input.current?.focus();
    };
    document.addEventListener("keydown", keep, true);
    return () => document.removeEventListener("keydown", keep, true);
  }, [typedEarly]);
  const found = useQuery({
    queryKey: ["search", asked, language],
    queryFn: ({ signal }) =>
      api.get<Search>(`/api/search?${new URLSearchParams({ q: asked, limit: "8" })}`, signal),
    enabled: asked !== "" && may("accounts.read"),
    placeholderData: keepPreviousData,
  });
  const commands = useCommands(typed);
  const groups: readonly Group[] = groupsOf({
    t,
    formats,
    found: asked === "" ? undefined : found.data,
    commands,
    recent: typed.trim() === "" ? recentAccounts(signedIn.user.login) : [],
  });
  const hits = groups.flatMap((group) => group.hits);
  const current = Math.min(at, hits.length - 1);
  const isAsking = typed.trim() !== "" && (asked !== typed.trim() || found.isFetching);

  const open = (hit: Hit, inNewTab: boolean): void => {
    if (inNewTab) window.open(carriedNow(hit.to), "_blank", "noopener");
    else {
      onClose();
      offer(pathname, {
        title:
          typed.trim() === "" ? t("shell.searchRecent") : t("shell.searchResults", { text: typed.trim() }),
        back: paths.accounts({ q: typed.trim() }),
        numbers: hits.flatMap(({ to }) => /\/accounts\/(\d+)$/.exec(to)?.[1] ?? []),
      });
      go(hit.to);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(hits.length - 1, current + step)));
      return;
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    const hit = hits[current];
    if (hit && !isAsking) open(hit, event.ctrlKey || event.metaKey);
    else if (isAsking) void openFirstOf(typed.trim());
  };
  /** Enter may come before the answer: a scanner types a number and Enter in one burst. */
  const openFirstOf = async (text: string): Promise<void> => {
    const answer = await api.get<Search>(`/api/search?${new URLSearchParams({ q: text, limit: "8" })}`);
    const first = groupsOf({ t, formats, found: answer, commands, recent: [] }).flatMap(
      (group) => group.hits,
    )[0];
    if (first) open(first, false);
  };

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      // Locking would write a style element, which the content security policy forbids.
      lockScroll={false}
      size={640}
      yOffset={56}
      padding={0}
      transitionProps={{ duration: 0 }}
      aria-label={t("shell.search")}
      classNames={{ content: styles.content ?? "" }}
    >
      <input
        ref={input}
        data-autofocus
        className={styles.input}
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls={list}
        aria-activedescendant={hits[current] ? `${list}-${current}` : undefined}
        aria-autocomplete="list"
        aria-label={t("shell.search")}
        placeholder={t("shell.searchPlaceholder")}
        value={typed}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} role="listbox" aria-label={t("shell.search")} className={styles.list} tabIndex={-1}>
        {groups.map((group) => (
          <div key={group.name} role="group" aria-label={group.name}>
            <div className={styles.group} aria-hidden>
              {group.name}
            </div>
            {group.hits.map((hit) => {
              const index = hits.indexOf(hit);
              return (
                <div
                  key={hit.to + hit.title}
                  id={`${list}-${index}`}
                  role="option"
                  aria-selected={index === current}
                  className={styles.hit}
                  onMouseMove={() => setAt(index)}
                  onClick={(event) => open(hit, event.ctrlKey || event.metaKey)}
                >
                  <span className={`${styles.key} num`}>
                    {hit.key === undefined ? null : emphasized(hit.key, typed)}
                  </span>
                  <span className="spread cut">
                    {emphasized(hit.title, typed)}
                    {hit.detail === undefined ? null : (
                      <span className="t3"> · {emphasized(hit.detail, typed)}</span>
                    )}
                  </span>
                  {hit.mark === undefined ? null : (
                    <span className={`label nowrap num ${hit.tone ?? "t2"}`}>{hit.mark}</span>
                  )}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <p className={styles.empty} role="status">
        {typed.trim() === "" && hits.length === commands.length
          ? t("shell.searchHint")
          : hits.length === 0 && !isAsking
            ? t("shell.searchEmpty", { text: typed.trim() })
            : ""}
        <span className="hidden">
          {hits.length > 0 && !isAsking ? t("shell.searchCount", { count: hits.length }) : ""}
        </span>
      </p>
      <footer className={styles.footer}>
        <Keys of="Enter" /> {t("shell.searchOpen")} <Keys of="Ctrl+Enter" /> {t("shell.searchNewTab")}
      </footer>
    </Modal>
  );
}

/** The typed words in bold where they are met as typed; a find by another layout has nothing to embolden. */
function emphasized(text: string, typed: string) {
  const words = typed
    .trim()
    .split(/[\s,]+/)
    .filter((word) => word.length > 1)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (words.length === 0) return text;
  return text
    .split(new RegExp(`(${words.join("|")})`, "iu"))
    .map((part, index) => (index % 2 === 1 ? <b key={index}>{part}</b> : part));
}
