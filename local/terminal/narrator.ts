import { readLogRecord } from '../../client/logs/log-record.ts';
import { printable } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import type { Transition } from '../aws/cloudwatch/alarms/alarm.ts';
import type { LogLine } from '../aws/observer.ts';
import { createFold } from './fold.ts';
import { type Story, storyKinds } from './story.ts';
import { tellAlarm } from './tell-alarm.ts';
import { tellRecord } from './tell-record.ts';
import { tellRequest } from './tell-request.ts';

export interface Narrator {
  /** Hears each line that goes to a log group. */
  log(line: LogLine): void;
  /** Hears of each alarm that fires or is over. What it tells is never left out, however much there is to tell. */
  alarm(transition: Transition): void;
  /** Ends it, with what there is left to say. */
  stop(): void;
}

/**
 * Tells on a terminal what becomes of each webhook. It knows only what the functions and the gateway log, and what the
 * alarms tell, so that what one sees here is what there is of a deployed stage.
 */
export function createNarrator(terminal: Terminal): Narrator {
  let at = 0;
  let isStopped = false;
  const { add, stop } = createFold(
    (story) => print(terminal, story, at),
    (text) => terminal.line(`  ${text}`),
  );
  return {
    log(line) {
      const story = isStopped ? undefined : tellLine(line);
      if (story === undefined) return;
      at = line.timestamp;
      add(story);
    },
    alarm(transition) {
      const story = isStopped ? undefined : tellAlarm(transition);
      if (story !== undefined) print(terminal, story, transition.at);
    },
    stop() {
      isStopped = true;
      stop();
    },
  };
}

function tellLine({ logGroup, message }: LogLine): Story | undefined {
  if (logGroup.startsWith('/aws/apigateway/')) return tellRequest(message);
  const name = logGroup.slice(logGroup.lastIndexOf('-') + 1);
  return tellRecord(name, readLogRecord(message));
}

const mostLines = 20;
const kindWidth = 9;

/** Webhooks and log lines come from others: nothing of them is an order to the terminal. */
function print(terminal: Terminal, { kind, text }: Story, at: number): void {
  const time = new Date(at).toTimeString().slice(0, 8);
  const [first = '', ...rest] = text.split(/\r?\n|\r/);
  const word = terminal.style(storyKinds[kind].colour, kind.padEnd(kindWidth));
  terminal.line(`  ${time}  ${word}  ${printable(first)}`);
  for (const line of rest.slice(0, mostLines)) {
    terminal.line(`  ${' '.repeat(8 + 2 + kindWidth)}  ${printable(line)}`);
  }
}
