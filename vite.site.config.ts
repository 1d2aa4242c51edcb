import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/**
 * The pages that the server renders: the portal and the private account (docs/decisions/0026). Built twice into
 * dist/web/site: what the browser loads (styles, fonts, one small script, the worker of the private account), and with `--ssr` the module that the server
 * asks for pages.
 */
export default defineConfig(({ isSsrBuild }) => ({
  root: "web/site",
  base: "/site/",
  publicDir: false,
  plugins: [react()],
  // Whole and as it is made for production: React for development takes more than twice as long to draw a page.
  ssr: { noExternal: true },
  define: isSsrBuild ? { "process.env.NODE_ENV": '"production"' } : {},
  build: {
    emptyOutDir: true,
    target: isSsrBuild ? "node24" : "es2020",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: !isSsrBuild,
    rolldownOptions: {
      input: isSsrBuild ? "web/site/server.tsx" : ["web/site/enhance.ts", "web/site/worker.ts"],
    },
  },
}));
