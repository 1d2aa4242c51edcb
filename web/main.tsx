import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/baseline.css";
import "./ui/tokens.css";
import "./ui/theme.css";
import "./ui/base.css";
import { createRoot } from "react-dom/client";
import { App } from "./shell/App.tsx";
import { firstLanguage } from "./shell/language.ts";
import { loadSentences, wordsOf } from "./words/words.ts";

const root = document.querySelector("#root");
if (!root) throw new Error("the page has no place for the application");
const language = firstLanguage();
const words = wordsOf(language, await loadSentences(language));
createRoot(root).render(<App firstWords={words} />);
