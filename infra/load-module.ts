import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { InputError } from './input-error.ts';

/**
 * Imports a file that somebody wrote.
 *
 * @param name of the file in the error
 * @param changedAt when it was edited: Node.js gives a module that it knows by its address as it was then
 * @throws InputError that says why it can't be loaded, and at which line where Node.js tells
 */
export async function loadModule(
  file: string,
  name: string,
  changedAt?: number,
): Promise<Readonly<Record<string, unknown>>> {
  const { href } = pathToFileURL(file);
  const url = changedAt === undefined ? href : `${href}?changed=${changedAt}`;
  try {
    return await import(url);
  } catch (cause) {
    const { message, stack = '' } = cause as Error;
    const place = placeOf(stack, url);
    const at = place === undefined ? '' : `, at ${place}`;
    throw new InputError(`${name} could not be loaded${at}: ${message}`, { cause });
  }
}

/**
 * Node.js puts the place of a mistake in the syntax above the stack, as a URL or as a path. What failed while it ran is
 * in the stack: where that passed through the file itself, there is the line to mend.
 */
function placeOf(stack: string, url: string): string | undefined {
  const [header = '', ...frames] = stack.split('\n');
  const syntax = /^((?:file:|\/|[A-Z]:\\).+):(\d+)$/.exec(header);
  const own = frames.find((frame) => frame.includes(`${url}:`));
  const [, where, line] = syntax ?? /(file:.+):(\d+):\d+\)?$/.exec(own ?? '') ?? [];
  if (where === undefined) return undefined;
  return `${basename(where.startsWith('file:') ? fileURLToPath(where) : where)}:${line}`;
}
