import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/**
 * The pages that the server renders: the portal and the private account (docs/decisions/0026). Built twice into
 * dist/web/site: what the browser loads (styles, fonts, one small script), and with `--ssr` the module that the server
 * asks for pages.
 */
export default defineConfig(({ isSsrBuild }) => ({
  root: "web/site",
  base: "/site/",
  publicDir: false,
  plugins: [react()],
  // Icons are drawn from a few of thousands of files: those come along, the rest is not read at each start.
  ssr: { noExternal: ["@tabler/icons-react"] },
  build: {
    emptyOutDir: true,
    target: isSsrBuild ? "node24" : "es2020",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: !isSsrBuild,
    rolldownOptions: { input: isSsrBuild ? "web/site/server.tsx" : "web/site/enhance.ts" },
  },
}));
