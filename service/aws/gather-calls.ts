interface Waiting<Input, Output> {
  readonly input: Input;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Turns many calls that come at the same time into one. While a call is under way, new inputs wait for the next
 * one. A batch of ten webhooks takes one or two calls this way instead of ten.
 *
 * @param call gets at least one input and gives an output for each, in the same order; an output that is an Error
 *   rejects that input alone.
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
      // Inputs from the same turn of the event loop go along.
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
