import { readFile } from "node:fs/promises";
import path from "node:path";
import { problemsOf } from "#flows/register-intake-words";
import { type IntakeRefusal, receiveRegister } from "#flows/register-intake";
import { flowWords } from "#flows/refusal-words";
import { withInstallation } from "./installation.ts";
import { CommandFailure, printResult } from "./terminal.ts";

export interface GatewayTakeOptions {
  readonly agent: string;
  readonly profile?: string;
  readonly companion?: string;
  readonly language: string;
  readonly json?: boolean;
}

/** Takes a register as the upload does: keeps it, reads it, books it whole or not at all. */
export async function gatewayTakeCommand(file: string, options: GatewayTakeOptions): Promise<void> {
  const language = options.language === "ru" ? "ru" : "en";
  await withInstallation(async ({ ctx }) => {
    const take = async (name: string, profile: string | undefined) => {
      const given = { agent: options.agent, name: path.basename(name), bytes: await readFile(name), profile };
      const taken = await receiveRegister(ctx, { ...given, source: "command" });
      if (taken.ok) return taken.value;
      const { refusal } = taken;
      const sentence = flowWords[language][refusal.code] as (of: IntakeRefusal) => string;
      throw new CommandFailure(sentence(refusal));
    };
    // Its companion first, so that the register finds it.
    if (options.companion !== undefined) await take(options.companion, undefined);
    const { file: taken, isDuplicate } = await take(file, options.profile);
    const problems = problemsOf(taken.detail, language);
    printResult(options.json, { ...taken, isDuplicate, problems }, [
      `file ${taken.id} ${taken.name}: ${taken.state}${isDuplicate ? ", these bytes came before" : ""}`,
      ...(["counted", "taken", "repeated", "held", "reversed"] as const).flatMap((name) =>
        name in taken.detail ? [`${name}: ${JSON.stringify(taken.detail[name])}`] : [],
      ),
      ...problems.map(({ line, sentence }) => `! ${line ?? ""} ${sentence}`),
    ]);
    if (taken.state !== "posted") throw new CommandFailure("Nothing of the register is booked.");
  });
}
