import { format } from 'node:util';

interface Call {
  readonly level: string;
  readonly args: readonly unknown[];
  /** Undefined while the bundle is loaded. */
  readonly requestId: string | undefined;
}

/** How the runtime writes a call of `console`. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
export const consoleLines = {
  Text: ({ level, args, requestId }: Call) =>
    `${new Date().toISOString()}\t${requestId}\t${level}\t${format(...args)}`,
  JSON: ({ level, args, requestId }: Call) => {
    const timestamp = new Date().toISOString();
    const line = (message: unknown) =>
      JSON.stringify({ timestamp, level, requestId, message }, describeErrors);
    if (args.length !== 1) return line(format(...args));
    try {
      return line(args[0]);
    } catch {
      return line(format(args[0]));
    }
  },
} as const;

function describeErrors(_name: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { message, stack } = value;
  const errorType = value.constructor.name;
  return { errorType, errorMessage: message, stackTrace: stack?.split('\n'), ...value };
}
