import { connectTo, installationFrom } from "#platform/installation";
import { migrate } from "#platform/migrate";
import { printResult } from "./terminal.ts";

export async function migrateCommand(options: { json?: boolean }): Promise<void> {
  const connection = await connectTo(installationFrom(process.env), (sentence) =>
    process.stderr.write(`${sentence}\n`),
  );
  try {
    const applied = await migrate(
      connection.ownerUrl,
      connection.appPassword === undefined ? {} : { appPassword: connection.appPassword },
    );
    printResult(
      options.json,
      { applied },
      applied.length === 0 ? ["The database is up to date."] : applied.map((name) => `applied ${name}`),
    );
  } finally {
    await connection.close();
  }
}
