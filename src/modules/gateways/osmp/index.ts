export { OSMP_PROFILE, type OsmpProfile } from "./model.ts";
export { osmpRoutes, type OsmpRoutesOptions } from "./routes.ts";
