import { IconDownload, IconRss } from "@tabler/icons-react";
import type { CompanySheetPage, PortalFile, PortalNews } from "../../../src/flows/portal-pages-contract.ts";
import type { Crumb, SiteFrame } from "../../../src/flows/site-contract.ts";
import { Icon } from "../kit/Icon.tsx";
import { useWords, type Words } from "../words/words.ts";
import { CompanyHead } from "./CompanyHead.tsx";

/** A sheet that the company fills itself: its news, documents, vacancies and pages. */
export function CompanySheet({
  page,
  frame,
}: {
  readonly page: CompanySheetPage;
  readonly frame: SiteFrame;
}) {
  const { t } = useWords();
  const { sheet, company } = page;
  const own = `/${frame.city.slug}/c/${company.slug}`;
  const news: Crumb = { href: `${own}/news`, name: t("portal.sheet.news"), isRussian: false };
  const under: readonly Crumb[] =
    sheet.of === "article"
      ? [news, { href: `${own}/news/${sheet.slug}`, name: sheet.title, isRussian: true }]
      : sheet.of === "page"
        ? [{ href: `${own}/pages/${sheet.slug}`, name: sheet.title, isRussian: true }]
        : [{ href: `${own}/${sheet.of}`, name: t(`portal.sheet.${sheet.of}`), isRussian: false }];
  const tab = sheet.of === "article" ? "news" : sheet.of === "page" ? undefined : sheet.of;
  return (
    <>
      <CompanyHead
        company={company}
        houses={page.houses}
        site={page.site}
        frame={frame}
        tab={tab}
        under={under}
      />
      <div className="wrap section">
        <Sheet sheet={sheet} own={own} />
      </div>
    </>
  );
}

function Sheet({ sheet, own }: { readonly sheet: CompanySheetPage["sheet"]; readonly own: string }) {
  const { t, f } = useWords();
  switch (sheet.of) {
    case "news":
      return (
        <>
          <div className="section-head">
            <h1 className="sheet-title">{t("portal.sheet.news")}</h1>
            <a className="go" href={`${own}/news.rss`}>
              <Icon of={IconRss} /> RSS
            </a>
          </div>
          <NewsList news={sheet.news.map((one) => ({ ...one, href: `${own}/news/${one.slug}` }))} />
        </>
      );
    case "vacancies":
      return (
        <>
          <h1 className="sheet-title">{t("portal.sheet.vacancies")}</h1>
          {sheet.vacancies.map((one) => (
            <section key={one.slug} className="card" id={one.slug} aria-labelledby={`vacancy-${one.slug}`}>
              <h2 id={`vacancy-${one.slug}`} lang="ru">
                {one.title}
              </h2>
              <p className="second">{t("portal.publishedOn", { day: f.day(one.day) })}</p>
              <Written html={one.html} />
            </section>
          ))}
        </>
      );
    case "documents":
      return (
        <>
          <h1 className="sheet-title">{t("portal.sheet.documents")}</h1>
          <Files files={sheet.documents} own={own} name={t("portal.documents")} />
          <Files files={sheet.reports} own={own} name={t("portal.reports")} />
        </>
      );
    case "article":
    case "page":
      return (
        <article className="card reading">
          <h1 className="sheet-title" lang="ru">
            {sheet.title}
          </h1>
          <p className="second">
            {t("portal.publishedOn", { day: f.day(sheet.day) })}
            {sheet.changed === sheet.day ? "" : `. ${t("portal.changedOn", { day: f.day(sheet.changed) })}`}
          </p>
          <Written html={sheet.html} />
        </article>
      );
  }
}

/** News in lines with their days. */
export function NewsList({
  news,
}: {
  readonly news: readonly (PortalNews & { readonly href: string; readonly company?: string })[];
}) {
  const { f } = useWords();
  return (
    <ul className="news">
      {news.map((one) => (
        <li key={one.href} className="card">
          <p className="second">
            <time dateTime={one.day}>{f.day(one.day)}</time>
            {one.company !== undefined && (
              <>
                {" · "}
                <span lang="ru">{one.company}</span>
              </>
            )}
          </p>
          <h3 lang="ru">
            <a href={one.href}>{one.title}</a>
          </h3>
          <p lang="ru">{one.summary}</p>
        </li>
      ))}
    </ul>
  );
}

/** What the company wrote. The HTML is made and cleaned by the room `portal`. */
function Written({ html }: { readonly html: string }) {
  return <div className="written" lang="ru" dangerouslySetInnerHTML={{ __html: html }} />;
}

function Files({
  files,
  own,
  name,
}: {
  readonly files: readonly PortalFile[];
  readonly own: string;
  readonly name: string;
}) {
  if (files.length === 0) return null;
  return (
    <section className="section" aria-label={name}>
      <div className="section-head">
        <h2>{name}</h2>
      </div>
      <div className="card">
        <FileList files={files} own={own} />
      </div>
    </section>
  );
}

/** Files to take away, with what tells one from another. `own` is the company's address on the portal. */
export function FileList({ files, own }: { readonly files: readonly PortalFile[]; readonly own: string }) {
  const words = useWords();
  const { t, f } = words;
  return (
    <ul className="files">
      {files.map((file) => (
        <li key={file.href}>
          <a href={`${own}/${encodeURI(file.href)}`} download>
            <Icon of={IconDownload} />
            <span lang="ru">{file.title}</span>
          </a>
          <p className="second">
            {[file.type.toUpperCase(), sizeText(file.size, words), f.day(file.day)].join(", ")}
          </p>
          <details>
            <summary>{t("portal.checksum")}</summary>
            <code>{file.sha256}</code>
          </details>
        </li>
      ))}
    </ul>
  );
}

const sizeText = (bytes: number, { t, f }: Words): string =>
  bytes < 1_048_576
    ? t("portal.kilobytes", { size: f.count(Math.max(1, Math.round(bytes / 1024))) })
    : t("portal.megabytes", { size: f.quantity(BigInt(Math.round((bytes / 1_048_576) * 10)) * 100_000n) });
