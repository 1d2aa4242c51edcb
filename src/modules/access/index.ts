export {
  audited,
  changePassword,
  disableUser,
  listAudit,
  listSessions,
  listUsers,
  recordAudit,
  registerUsers,
  type SignedIn,
  signIn,
  signOut,
} from "./actions.ts";
export type { AccessRefusal, UserRowRefusal } from "./contract.ts";
export * from "./model.ts";
export { accessRoutes, answerOnce, guard, IdempotencyHeaders } from "./routes.ts";
export { may, type Permission, PERMISSIONS, permissionsOf, rolesWith } from "./rules/permissions.ts";
