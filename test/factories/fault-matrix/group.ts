import { type MatrixStack, startMatrixStack } from './matrix-stack.ts';

/** Cells that share a stack: it starts with the first one, runs them one after the other, and stops after the last. */
export interface Group {
  turn<Result>(work: (matrix: MatrixStack) => Promise<Result>): Promise<Result>;
  stop(): Promise<void>;
}

export function createGroup(
  config: string,
  context: Readonly<Record<string, string>>,
  turns: number,
): Group {
  let matrix: Promise<MatrixStack> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let left = turns;
  const stop = async () => {
    const started = matrix;
    matrix = undefined;
    await (await started)?.stop();
  };
  return {
    turn(work) {
      const turn = last.then(async () => {
        matrix ??= startMatrixStack(config, context);
        const ready = await matrix;
        try {
          return await work(ready);
        } finally {
          // A cell that failed half way must not spoil the next one.
          await ready.stack.faults.off();
          if (--left === 0) await stop();
        }
      });
      last = turn.catch(() => undefined);
      return turn;
    },
    stop,
  };
}
