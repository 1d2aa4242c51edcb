import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The browser's part: built into dist/web, served by the server under /app (docs/decisions/0023). */
export default defineConfig({
  root: "web",
  base: "/app/",
  plugins: [react()],
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2022",
    // Inlined files would be data: addresses, which the content security policy forbids.
    assetsInlineLimit: 0,
    // The polyfill is an inline script.
    modulePreload: { polyfill: false },
    manifest: true,
  },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(
      ["/api", "/assets"].map((path) => [path, process.env["API"] ?? "http://127.0.0.1:8080"]),
    ),
  },
});
