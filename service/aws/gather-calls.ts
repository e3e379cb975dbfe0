interface Waiting<Input, Output> {
  readonly input: Input;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes one call of many that come at the same time: while a call is under way, what comes in waits for the next
 * one. A batch of ten webhooks so takes one or two calls where it would take ten.
 *
 * @param call gets at least one input and gives an output for each, in the same order; an output that is an
 *   Error rejects that one alone.
 * @param limit inputs in one call
 */
export function gatherCalls<Input, Output>(
  call: (inputs: readonly Input[]) => Promise<readonly (Output | Error)[]>,
  limit: number,
): (input: Input) => Promise<Output> {
  const waiting: Waiting<Input, Output>[] = [];
  let isRunning = false;

  const runAll = async () => {
    while (waiting.length > 0) await runOnce(waiting.splice(0, limit), call);
    isRunning = false;
  };
  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (isRunning) return;
      isRunning = true;
      // What the same turn of the event loop still brings goes along.
      setImmediate(() => void runAll());
    });
}

async function runOnce<Input, Output>(
  taken: readonly Waiting<Input, Output>[],
  call: (inputs: readonly Input[]) => Promise<readonly (Output | Error)[]>,
): Promise<void> {
  try {
    const outputs = await call(taken.map(({ input }) => input));
    taken.forEach(({ resolve, reject }, index) => {
      const output = outputs[index];
      if (output instanceof Error) reject(output);
      else resolve(output as Output);
    });
  } catch (error) {
    for (const { reject } of taken) reject(error);
  }
}
