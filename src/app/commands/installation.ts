import { findOrganizationsByCode, listOrganizations, type Organization } from "#modules/organizations";
import { centerContext, type Ctx } from "#platform/context";
import { type Database, openDatabase } from "#platform/database";
import { connectTo, installationFrom } from "#platform/installation";
import { migrate } from "#platform/migrate";
import { CommandFailure } from "./terminal.ts";

export interface Opened {
  readonly database: Database;
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly ctx: Ctx;
}

/** Opens this installation's database for one command, brings it to the present, and closes it whatever happens. */
export async function withInstallation<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const connection = await connectTo(installationFrom(process.env), (sentence) =>
    process.stderr.write(`${sentence}\n`),
  );
  try {
    await migrate(
      connection.ownerUrl,
      connection.appPassword === undefined ? {} : { appPassword: connection.appPassword },
    );
    const database = openDatabase(connection.appUrl, { max: 4 });
    try {
      return await work({
        database,
        appUrl: connection.appUrl,
        ownerUrl: connection.ownerUrl,
        ctx: await centerContext(database),
      });
    } finally {
      await database.close();
    }
  } finally {
    await connection.close();
  }
}

/** The organization of that code or number, or all that manage buildings. */
export async function organizationsOf(ctx: Ctx, code: string | undefined): Promise<Organization[]> {
  return ctx.transaction(async (tx) => {
    if (code === undefined) return listOrganizations(tx, ["company"]);
    const found = await findOrganizationsByCode(tx, [code]);
    if (found.length > 0) return found;
    const byId = (await listOrganizations(tx, ["center", "company", "supplier", "fund", "agent"])).filter(
      (one) => String(one.id) === code,
    );
    if (byId.length === 0)
      throw new CommandFailure(
        `No organization has the code ${code}. Its code is the INN, or the code of its import file.`,
      );
    return byId;
  });
}

export const nameOf = (organization: Organization): string => `${organization.name} (${organization.code})`;
