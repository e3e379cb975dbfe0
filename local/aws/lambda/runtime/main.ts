import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { followJumps } from '../../../jump/machine-time.ts';
import { shiftClock } from '../../../jump/shift-clock.ts';
import type {
  HangMessage,
  InvokeMessage,
  RuntimeData,
  RuntimeError,
  RuntimeMessage,
} from '../messages.ts';
import { captureOutput } from './capture-output.ts';
import { createContext } from './create-context.ts';
import { describeError } from './describe-error.ts';
import { trackSockets } from './kept-sockets.ts';
import { type LoadedHandler, loadHandler } from './load-handler.ts';
import { startOwnTime } from './own-time.ts';

/** Lines travel with an invocation's result, the cheapest way, or after this long without one. */
const flushAfterMs = 100;

/**
 * The runtime inside an execution environment: a worker thread that loads the deployed bundle and runs one
 * invocation after the other. Between two of them it is frozen, as on Lambda: work that was not awaited, timers and
 * sockets go on with the next invocation, or never.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
async function run(port: MessagePort, data: RuntimeData): Promise<void> {
  const send = (message: RuntimeMessage) => port.postMessage(message);
  const output = captureOutput(data.logging, () => setTimeout(flush, flushAfterMs).unref());
  const flush = () => {
    const lines = output.take();
    if (lines.length > 0) send({ type: 'lines', lines });
  };
  const die = (errorType: string) => (error: unknown) => {
    send({ type: 'fatal', error: { ...describeError(error), errorType }, lines: output.take() });
    process.exit(129);
  };
  process.on('exit', flush);
  process.on('uncaughtException', (error) => die(describeError(error).errorType)(error));
  process.on('unhandledRejection', die('Runtime.UnhandledPromiseRejection'));

  const cutSockets = trackSockets();
  followJumps();
  if (data.clockOffsetMs !== 0) shiftClock(() => data.clockOffsetMs);
  // Each environment compiles the same bundle: the first one's work serves the others.
  enableCompileCache(join(data.codeFolder, '..', 'compile-cache'));
  const loaded = await loadHandler(data.codeFolder, data.handler);
  if (loaded.kind === 'failed') {
    send({ type: 'init-error', error: loaded.error });
    return;
  }
  const wait = createWait(data.invocations);
  const freeze = () => {
    flush();
    wait();
  };
  port.on('message', (message: InvokeMessage | HangMessage) => {
    if (message.type === 'hang') hang();
    if (message.hasDeadSockets) cutSockets();
    // The host that says when the time is over goes by the same clock.
    const invocation = { ...message, deadline: message.deadline + data.clockOffsetMs };
    // biome-ignore lint/style/noProcessEnv: the runtime hands each invocation's trace over this way.
    process.env._X_AMZN_TRACE_ID = invocation.traceHeader;
    output.setRequestId(invocation.requestId);
    const readOwnTime = startOwnTime();
    void invoke(loaded.handler, invocation, data).then((outcome) => {
      send({ ...outcome, own: readOwnTime(), lines: output.take() });
      // AWS's runtime asks for the next invocation one turn of the event loop after its answer, which is enough for a
      // segment to leave: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/main/src/Runtime.js
      setImmediate(freeze);
    });
  });
  send({ type: 'ready' });
  setImmediate(freeze);
}

/** Each call returns with the environment's next invocation. What ends the thread ends the wait as well. */
function createWait(invocations: RuntimeData['invocations']): () => void {
  let seen = 0;
  return () => {
    Atomics.wait(invocations, 0, seen);
    seen++;
  };
}

/** For ever. */
function hang(): never {
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

type Outcome =
  | { readonly type: 'result'; readonly payload: string }
  | { readonly type: 'error'; readonly error: RuntimeError };

async function invoke(
  handler: LoadedHandler,
  invocation: InvokeMessage,
  data: RuntimeData,
): Promise<Outcome> {
  try {
    const result = await handler(JSON.parse(invocation.payload), createContext(data, invocation));
    return { type: 'result', payload: JSON.stringify(result) ?? 'null' };
  } catch (thrown) {
    const error = describeError(thrown);
    const { errorType, errorMessage, trace: stackTrace } = error;
    const isText = data.logging.format === 'Text';
    const said = isText
      ? ['Invoke Error', JSON.stringify(error)]
      : [{ errorType, errorMessage, stackTrace }];
    // biome-ignore lint/suspicious/noConsole: the runtime logs a failed invocation this way.
    console.error(...said);
    return { type: 'error', error };
  }
}

if (parentPort !== null) void run(parentPort, workerData);
