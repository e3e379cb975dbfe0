import type { Progress } from './progress.ts';

/** What a run tells the process that started it. */
export type Step = readonly ['step' | 'update', string] | readonly ['done' | 'fail'];

/** A progress that is shown by the parent process, as `showStep` does there. */
export function tellProgress(send: (step: Step) => void): Progress {
  return {
    step: (title) => send(['step', title]),
    update: (detail) => send(['update', detail]),
    done: () => send(['done']),
    fail: () => send(['fail']),
  };
}

export function showStep(progress: Progress, [kind, text = '']: Step): void {
  progress[kind](text);
}
