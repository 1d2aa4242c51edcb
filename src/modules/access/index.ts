export {
  audited,
  beginAttempt,
  beginJob,
  changePassword,
  disableUser,
  findJob,
  isPassword,
  listAudit,
  listJobs,
  listSessions,
  listUsers,
  noteSuccess,
  once,
  passwordHashOf,
  type Progress,
  recordAudit,
  registerUsers,
  type SignedIn,
  signIn,
  signOut,
} from "./actions.ts";
export { type Chore, type ChoreState, doChore, listChores } from "./chores.ts";
export type { AccessRefusal, UserRowRefusal } from "./contract.ts";
export * from "./model.ts";
export { judgePassword } from "./rules/judge-user.ts";
export { may, type Permission, PERMISSIONS, permissionsOf, rolesWith } from "./rules/permissions.ts";
