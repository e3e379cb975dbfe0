import { checkCommand } from '../../docs/code-blocks/check-command.ts';
import { shellCommands } from '../../docs/code-blocks/shell-commands.ts';
import type { RunbookPage } from '../pages/runbook-page.ts';
import { commandsOf, type WrittenCommand } from './commands-of.ts';
import type { Finding } from './finding.ts';

/** Whether the command line takes each command of ours, and whether each other program is one that documents use. */
export async function checkCommands(page: RunbookPage): Promise<readonly Finding[]> {
  const findings = await Promise.all(commandsOf(page).map(checkWritten));
  return findings.flat();
}

async function checkWritten({ text, line, isInline }: WrittenCommand): Promise<readonly Finding[]> {
  // What the reader puts in may be a number.
  const filled = text.replace(/<[A-Za-z][^<>\n]*>/g, '20');
  const findings: Finding[] = [];
  for (const words of shellCommands(filled)) {
    await checkCommand(words).catch((error: unknown) => {
      if (isInline && isNamedOnly(error)) return;
      const message = error instanceof Error ? error.message : String(error);
      findings.push({ line, message: `${message.replace(/^error: /, '')}: ${text}` });
    });
  }
  return findings;
}

function isNamedOnly(error: unknown): boolean {
  return /^commander\.(help|missing(Argument|MandatoryOptionValue))/.test(Object(error).code);
}
