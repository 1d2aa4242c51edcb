export * from "./import/rows.ts";
export { OSMP_PROFILE, type OsmpProfile, osmpRoutes, type OsmpRoutesOptions } from "./osmp/index.ts";
