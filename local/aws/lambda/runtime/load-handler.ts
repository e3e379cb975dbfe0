import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';
import type { RuntimeError } from '../messages.ts';
import { describeError } from './describe-error.ts';

export type LoadedHandler = (event: unknown, context: Context) => unknown;

export type LoadOutcome =
  | { readonly kind: 'loaded'; readonly handler: LoadedHandler }
  | { readonly kind: 'failed'; readonly error: RuntimeError };

const extensions = ['.js', '.mjs', '.cjs'] as const;

/** Imports the deployed bundle and takes the handler out of it, as the runtime does at init. */
export async function loadHandler(codeFolder: string, handler: string): Promise<LoadOutcome> {
  const dot = handler.lastIndexOf('.');
  const name = handler.slice(dot + 1);
  const stem = join(codeFolder, handler.slice(0, dot));
  const file = extensions.map((extension) => stem + extension).find((path) => existsSync(path));
  if (dot < 1 || file === undefined) {
    return failed('Runtime.ImportModuleError', `Error: Cannot find module '${handler}'`);
  }
  try {
    return check(name, await import(pathToFileURL(file).href), handler);
  } catch (error) {
    const described = describeError(error);
    const type = error instanceof SyntaxError ? 'Runtime.UserCodeSyntaxError' : described.errorType;
    return { kind: 'failed', error: { ...described, errorType: type } };
  }
}

function check(name: string, module: Record<string, unknown>, handler: string): LoadOutcome {
  const found = module[name];
  if (typeof found !== 'function') {
    return failed('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  }
  // Since Node.js 24 Lambda refuses handlers that take a callback.
  if (found.length >= 3) {
    return failed(
      'Runtime.CallbackHandlerDeprecated',
      'callback-based function handlers are not supported since Node.js 24',
    );
  }
  return { kind: 'loaded', handler: (event, context) => found(event, context) };
}

function failed(errorType: string, errorMessage: string): LoadOutcome {
  return { kind: 'failed', error: { errorType, errorMessage, trace: [] } };
}
