import { delimiter, dirname, join } from 'node:path';
import { embeddedStage } from '../../client/stage/embedded-stage.ts';
import { shellEnvironment } from '../../client/stage/shell-environment.ts';
import type { Stage } from '../../client/stage/stage.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { openShell, type Shell } from '../../runbooks/pages/shell.ts';
import type { ProgramContext } from '../command.ts';
import { type CreateProgram, runRecorded } from '../run-recorded.ts';

export interface StageShellContext extends ProgramContext {
  readonly createProgram: CreateProgram;
}

/**
 * A shell in which each command of a page works on this stage, and writes to the terminal as it goes on. Commands of ours
 * run in this process: they ask at the same terminal.
 */
export function openStageShell(stage: Stage, context: StageShellContext): Shell {
  const { root, signal, out, err, createProgram } = context;
  const env = environmentOf(stage, context);
  const defaultStage = stage.isEmbedded ? embeddedStage : stage.name;
  const lines = lineWriter(out);
  const own = {
    ...{ ...context, defaultStage, out: { ...out, line: lines.line } },
    err: {
      ...err,
      // In the order in which they are written.
      line(text?: string) {
        lines.end();
        err.line(text);
      },
    },
  };
  const shell = openShell({
    ...{ root, env, signal, onOutput: lines.write },
    runSpillway: (args) => runRecorded(createProgram, args, own),
  });
  return {
    ...shell,
    async run(command) {
      try {
        return await shell.run(command);
      } finally {
        lines.end();
      }
    },
  };
}

function environmentOf({ name, stack }: Stage, { root, env }: ProgramContext) {
  const { set, unset } = stack
    ? shellEnvironment(stack)
    : { set: { SPILLWAY_STAGE: name }, unset: [] };
  const inherited = Object.entries(env ?? {}).filter(([variable]) => !unset.includes(variable));
  const path = [join(root, 'node_modules', '.bin'), dirname(process.execPath), env?.PATH ?? ''];
  return Object.fromEntries(
    Object.entries({
      ...Object.fromEntries(inherited),
      ...set,
      PATH: path.filter(Boolean).join(delimiter),
      // A long output would wait for somebody who turns its pages.
      AWS_PAGER: '',
    }).filter((each): each is [string, string] => each[1] !== undefined),
  );
}

/** More would push what the page says of it off the screen. */
const firstLines = 40;
const lastLines = 5;

/** Of a long output it shows both ends. A terminal takes whole lines; what a process writes ends anywhere. */
function lineWriter(terminal: Terminal) {
  let rest = '';
  let shown = 0;
  let held: readonly string[] = [];
  let left = 0;
  const show = (line: string) => {
    if (shown < firstLines) {
      terminal.line(line);
      shown += 1;
      return;
    }
    left += held.length === lastLines ? 1 : 0;
    held = [...held, line].slice(-lastLines);
  };
  return {
    line(text = '') {
      for (const line of text.split('\n')) show(line);
    },
    write(text: string) {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) show(line);
    },
    end() {
      if (rest) show(rest);
      if (left > 0) terminal.line(terminal.style('dim', `… ${left} lines more are not shown …`));
      for (const line of held) terminal.line(line);
      [rest, shown, held, left] = ['', 0, [], 0];
    },
  };
}
