import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { Offline, Problem, setManners } from "../api/client.ts";
import { FormatsContext } from "../ui/formats.ts";
import { formatsOf } from "../ui/format.ts";
import { listenToKeys } from "../ui/hotkeys.ts";
import { type Language, loadSentences, type Words, WordsContext, wordsOf } from "../words/words.ts";
import { rememberLanguage } from "./language.ts";
import { LanguageContext } from "./LanguageContext.ts";
import { router } from "./router.tsx";

const queries = new QueryClient({
  defaultOptions: {
    // A request that cannot go out is told as such at once, instead of waiting for the network in silence.
    mutations: { networkMode: "always" },
    queries: {
      networkMode: "always",
      staleTime: 15_000,
      // A refusal stays one however often it is asked for; a lost connection may come back.
      retry: (failures, error) => error instanceof Offline && failures < 2,
      refetchOnWindowFocus: (query) => !(query.state.error instanceof Problem),
    },
  },
});

/** Everything that stands around the pages: words, colours, keys, cache, addresses. */
export function App({ firstWords }: { firstWords: Words }) {
  const [words, setWords] = useState(firstWords);
  setManners({ language: words.language });
  useEffect(() => listenToKeys(document), []);
  useEffect(() => {
    document.documentElement.lang = words.language;
  }, [words.language]);
  const language = useMemo(
    () => ({
      language: words.language,
      choose: async (next: Language) => {
        const chosen = wordsOf(next, await loadSentences(next));
        rememberLanguage(next);
        setManners({ language: next });
        setWords(chosen);
        // Names and sentences of the server come in the reader's language.
        await queries.invalidateQueries();
      },
    }),
    [words.language],
  );
  const formats = useMemo(() => formatsOf(words.language), [words.language]);
  return (
    <MantineProvider
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
      withStaticClasses={false}
    >
      <WordsContext value={words}>
        <FormatsContext value={formats}>
          <LanguageContext value={language}>
            <QueryClientProvider client={queries}>
              <RouterProvider router={router} />
            </QueryClientProvider>
          </LanguageContext>
        </FormatsContext>
      </WordsContext>
    </MantineProvider>
  );
}
