import { formatSeconds } from '../../client/terminal/format.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import type { DrillResult } from './drill-result.ts';

export interface Progress {
  readonly said: (alarm: string, text: string) => void;
  readonly ended: (result: DrillResult) => void;
}

/** A line for each drill that ended; where a person watches, also what the others are at. @param verbose a line for each step */
export function tellProgress(err: Terminal, all: number, verbose: boolean): Progress {
  const busy = new Map<string, string>();
  let ended = 0;
  const show = () => {
    const each = [...busy].map(([alarm, text]) => `${alarm}: ${text}`);
    err.progress([`${ended} of ${all}`, ...each].join(' · ').slice(0, 110));
  };
  return {
    said(alarm, text) {
      busy.set(alarm, text);
      if (verbose) err.line(`${alarm}: ${text}`);
      else show();
    },
    ended({ alarm, passed, failures, detectedSeconds = 0, clearedSeconds = 0, machineSeconds }) {
      busy.delete(alarm);
      ended += 1;
      const mark = passed ? err.style('green', '✓') : err.style('red', '✗');
      const what = passed
        ? `fired after ${formatSeconds(detectedSeconds)}, over after ${formatSeconds(clearedSeconds)}`
        : (failures[0] ?? '');
      err.line(`${mark} ${alarm}: ${what} (${machineSeconds} s here)`);
      show();
    },
  };
}
