import type { DrawLetter } from "../../../src/flows/letter-contract.ts";
import { renderToStaticMarkup } from "react-dom/server";

/*
 * Mail programs know neither style sheets nor layout: a letter is a table with the styles on its elements. The colours
 * are those of styles/tokens.css, the light ones: programs that show letters dark turn them by themselves.
 */
const INK = "#1a2027";
const SECOND = "#4a525c";
const WHITE = "#ffffff";
const PAPER = "#f6f5f1";
const PRIMARY = "#1864ab";
const FONT = "-apple-system, 'Segoe UI', Roboto, Arial, sans-serif";

/** The whole document of a letter. */
export const drawLetter: DrawLetter = ({ language, sender, title, paragraphs, button, footer }) =>
  `<!doctype html>${renderToStaticMarkup(
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{title}</title>
      </head>
      <body style={{ margin: 0, padding: 0, backgroundColor: PAPER }}>
        <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0}>
          <tbody>
            <tr>
              <td align="center" style={{ padding: "24px 12px" }}>
                <table
                  role="presentation"
                  width="100%"
                  cellPadding={0}
                  cellSpacing={0}
                  border={0}
                  style={{ maxWidth: 560, fontFamily: FONT, color: INK, textAlign: "left" }}
                >
                  <tbody>
                    <tr>
                      <td style={{ padding: "0 24px 12px", fontSize: 14, fontWeight: 600, color: PRIMARY }}>
                        {sender}
                      </td>
                    </tr>
                    <tr>
                      <td style={{ padding: 24, backgroundColor: WHITE, borderRadius: 12 }}>
                        <h1 style={{ margin: "0 0 16px", fontSize: 22, lineHeight: "28px" }}>{title}</h1>
                        {paragraphs.map((text, at) => (
                          <Paragraph key={String(at)} text={text} />
                        ))}
                        {button && (
                          <p style={{ margin: "24px 0 0" }}>
                            <a
                              href={button.href}
                              style={{
                                display: "inline-block",
                                padding: "13px 24px",
                                borderRadius: 8,
                                backgroundColor: PRIMARY,
                                color: WHITE,
                                fontSize: 16,
                                fontWeight: 600,
                                textDecoration: "none",
                              }}
                            >
                              {button.label}
                            </a>
                          </p>
                        )}
                      </td>
                    </tr>
                    <tr>
                      <td style={{ padding: "16px 24px", fontSize: 13, lineHeight: "20px", color: SECOND }}>
                        {footer.map(({ text, href }) => (
                          <div key={text}>
                            {href === undefined ? (
                              text
                            ) : (
                              <a href={href} style={{ color: SECOND }}>
                                {text}
                              </a>
                            )}
                          </div>
                        ))}
                      </td>
                    </tr>
                  </tbody>
                </table>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>,
  )}`;

function Paragraph({ text }: { readonly text: string }) {
  const lines = text.split("\n");
  return (
    <p style={{ margin: "0 0 12px", fontSize: 16, lineHeight: "24px" }}>
      {lines.map((line, at) => (
        <span key={String(at)}>
          {at > 0 && <br />}
          {line}
        </span>
      ))}
    </p>
  );
}
