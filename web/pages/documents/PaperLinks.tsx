import { IconPaperclip } from "@tabler/icons-react";
import styles from "./documents.module.css";
import type { Papers } from "./queries.ts";

/** The files of a document beside its title, each by its name; nothing where there is none. */
export function PaperLinks({ papers, title }: { papers: Papers; title: string }) {
  const own = papers.get(title.trim()) ?? [];
  return own.length === 0 ? null : (
    <span className={styles["papers"]}>
      {own.map(({ paper, fileName }) => (
        <a key={paper} className="linked" href={`/api/documents/${paper}`} download={fileName}>
          <IconPaperclip size={14} aria-hidden />
          {fileName}
        </a>
      ))}
    </span>
  );
}
